"""What Notify's answers mean, in words for a facilitator. Its own words follow in brackets, for who mends it."""

import json

from participants.outbox.channels.outcome import Outcome, Result
from participants.outbox.channels.replies import with_its_words

NOBODY = "We cannot reach Notify, which sends our texts and letters."
QUIET = Outcome(Result.UNKNOWN, "Notify does not answer. We ask it in a few minutes what became of what we sent.", True)
ABOUT_THE_PERSON = ("phone_number", "recipient", "address", "postcode", "mobile number", "international")
ABOUT_US = {
    "system clock": "The clock of our server is wrong, so Notify takes nothing from us.",
    "trial mode": "Our account with Notify is still on trial. It sends to our own team only.",
    "team-only": "Our key for Notify sends to our own team only.",
    "template": "Notify does not know the template that our settings name.",
    "personalisation": "The template at Notify asks for words that we do not send.",
}
DONE = {"delivered", "sent", "received"}
FAILED = {
    "permanent-failure": {"sms": "The number is not in use.", "letter": "The letter could not be printed or posted."},
    "temporary-failure": {"sms": "The phone was switched off for days, or out of reach."},
    "validation-failed": {"letter": "Notify could not print this letter."},
    "virus-scan-failed": {"letter": "Notify could not print this letter."},
    "cancelled": {"letter": "Somebody stopped this letter at Notify."},
}
COULD_NOT = "Notify could not deliver it."


def to_slip(status: int, content: bytes) -> Outcome:
    """The answer to one text or letter."""
    if status == 201:
        return Outcome(Result.ACCEPTED)
    if status >= 500 or status < 400:
        return QUIET
    theirs = complaint(content)
    if status == 429:
        return refused_us("Notify asks us to slow down. It goes out later by itself.", status, theirs)
    if status == 400:
        return to_bad_request(theirs)
    words = next((ours for word, ours in ABOUT_US.items() if word in theirs.lower()), "Notify does not accept our key.")
    return refused_us(words, status, theirs)


def to_bad_request(theirs: str) -> Outcome:
    """About us, when it says so in words that we know; else about this person."""
    small = theirs.lower()
    about_us = next((ours for word, ours in ABOUT_US.items() if word in small), "")
    ours_alone = not any(word in small for word in ABOUT_THE_PERSON) or "trial mode" in small or "team-only" in small
    if about_us and ours_alone:
        return refused_us(about_us, 400, theirs)
    return Outcome(Result.REFUSED, with_its_words("Notify does not take this number or address.", 400, theirs.encode()))


def refused_us(words: str, status: int, theirs: str) -> Outcome:
    """Nothing was taken, and nothing else will be now."""
    return Outcome(Result.NOT_TAKEN, with_its_words(words, status, theirs.encode()), stop=True)


def complaint(content: bytes) -> str:
    """Its own words; as they came, when they are not as it promises."""
    try:
        return " ".join(str(one["message"]) for one in json.loads(content)["errors"])
    except (ValueError, KeyError, TypeError):
        return content[:200].decode("utf-8", "replace")


def failure(kind: str, status: str) -> str:
    """Why it never came, in words; empty while it may still come, or did."""
    if status in FAILED:
        return FAILED[status].get(kind, COULD_NOT)
    return COULD_NOT if status.endswith("-failure") else ""
