"""On whose ground a group has met, as a fact in words (CF-CR3)."""


def in_words(held: int, theirs: int, neutral: int) -> str:
    """ "4 of 7 sessions were where members are already, 2 in a neutral place." Empty before the first session."""
    if not held:
        return ""
    sessions = "1 session" if held == 1 else f"{held} sessions"
    beside = f", {neutral} in a neutral place" if neutral else ""
    return f"{theirs} of {sessions} {'was' if theirs == 1 else 'were'} where members are already{beside}."
