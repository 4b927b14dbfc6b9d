"""What became of each promise: the rows on one side, the letters that arrived on the other."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

Ask = Callable[[str], list[tuple]]

ROWS = """
    SELECT promise.id, person.email, promise.answered, promise.told, message.state, message.error
    FROM chaos_promise AS promise
    JOIN participants_person AS person ON person.id = promise.person_id
    LEFT JOIN participants_message AS message ON message.about = 'promise:' || promise.id
"""
OPEN = """
    SELECT (SELECT count(*) FROM chaos_promise) - (SELECT count(DISTINCT about) FROM participants_message)
    + (SELECT count(*) FROM participants_message WHERE state IN ('queued', 'claimed', 'handing_over'))
"""


@dataclass
class Figures:
    promises: int = 0
    arrived: int = 0
    in_letters_of_several: int = 0
    sent_twice: int = 0
    lost: int = 0
    unwanted: int = 0
    wrongly_dead: int = 0
    wrongly_told: int = 0
    hidden: int = 0
    unfinished: int = 0
    uncertain: int = 0
    uncertain_but_arrived: int = 0
    kills: int = 0
    whole_trees: int = 0
    seconds: int = 0

    @property
    def faults(self) -> dict[str, int]:
        """All that must be 0."""
        names = ("sent_twice", "lost", "unwanted", "wrongly_dead", "wrongly_told", "hidden", "unfinished")
        return {name: getattr(self, name) for name in names}

    @property
    def kept(self) -> bool:
        return not any(self.faults.values()) and self.uncertain <= self.kills

    def __str__(self) -> str:
        return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in asdict(self).items())


def unfinished(ask: Ask) -> int:
    """How many promises have no row yet, or one that is still on its way."""
    return ask(OPEN)[0][0]


def count(ask: Ask, log: Path) -> Figures:
    letters = [line.split() for line in log.read_text().splitlines()]
    arrived = Counter(int(key) for letter in letters for key in letter)
    figures = Figures(arrived=arrived.total(), unfinished=unfinished(ask))
    figures.in_letters_of_several = sum(len(letter) for letter in letters if letter[1:])
    figures.sent_twice = sum(times - 1 for times in arrived.values())
    rows = ask(ROWS)
    figures.promises = len({row[0] for row in rows})
    for promise, address, answered, told, state, error in rows:
        figures.unwanted += bool(answered and arrived[promise])
        figures.lost += not answered and not address.startswith("bad") and state == "sent" and not arrived[promise]
        figures.lost += state is None or (state == "cancelled" and not answered)
        figures.wrongly_dead += state == "dead" and not address.startswith("bad")
        figures.wrongly_told += told != (state == "sent")
        figures.uncertain += state == "uncertain"
        figures.uncertain_but_arrived += state == "uncertain" and bool(arrived[promise])
        figures.hidden += state in ("uncertain", "dead") and not error
    return figures
