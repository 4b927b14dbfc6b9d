"""The chain of a project's decisions: whoever changes, removes or moves one later leaves a trace.

Each field of a final decision has a digest with a salt of its own; the seal is over the digests and the seal before.
Words that have to go are covered: the salt goes with them, the digest stays, so the chain holds and nobody can guess
the words from it. People stand in it by their id, so a name that is taken out changes nothing. What the chain cannot
show is that the newest decisions are gone, or that all was sealed anew: that takes a seal that somebody noted down.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Q

from participants.models import Person

if TYPE_CHECKING:
    from projects.models import Decision, Project

COVERED = "Covered"

# Free words may be covered; the rest are days, choices and references that name nobody.
WORDS = {
    "question": "the question",
    "options": "what else was thought about",
    "decided": "what was decided",
    "reason": "the reason",
    "how_decided": "how it was decided",
    "views_that_differed": "the views that differed",
    "why_replaced": "why it changed",
}
FACTS = {
    "made_on": "the day it was made",
    "way": "the way it was decided",
    "basis": "what it is based on",
    "whose_need": "whom it works for",
    "can_change": "whether it can change",
    "can_change_until": "until when it can change",
}
PLACE = {
    "project": "its project",
    "number": "its number",
    "final_on": "the day it became final",
    "replaces": "what it replaces",
    "recorded_by": "who wrote it down",
}
KEYS = ("project", "replaces", "recorded_by")
MAKERS = {"makers": "who decided"}
SEALED = PLACE | WORDS | FACTS | MAKERS
WRITTEN = ["sealed_as", "digests", "salts", "seal_before", "seal"]


@dataclass(frozen=True)
class Finding:
    """What is the matter with one decision, or with one place in the chain."""

    number: int | None
    words: str

    def __str__(self) -> str:
        return f"decision {self.number}: {self.words}" if self.number else self.words


@dataclass
class Chain:
    """What the chain of one project looks like: `head` is the newest seal."""

    count: int = 0
    head: str = ""
    faults: list[Finding] = field(default_factory=list)
    covered: list[Finding] = field(default_factory=list)


def canonical(value: Any) -> str:
    """The same text for the same value, on any machine and database."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def value_of(decision: "Decision", name: str) -> Any:
    """What is sealed of one field: makers as ids and names of bodies, other rows by their id."""
    if name == "makers":
        return sorted([str(one.person_id or ""), one.body, one.capacity] for one in decision.makers.all())
    return getattr(decision, f"{name}_id" if name in KEYS else name)


def salted(decision: "Decision", name: str) -> str:
    return digest(decision.salts[name] + canonical(value_of(decision, name)))


def seal_of(before: str, digests: dict[str, str]) -> str:
    return digest(before + canonical(digests))


def put_seal(decision: "Decision") -> None:
    """Give this decision the next place in its project's chain. The caller holds the project's row and saves."""
    others = decision.project.decisions.exclude(pk=decision.pk)
    place = others.aggregate(last=Max("sealed_as"))["last"] or 0
    last = others.filter(sealed_as=place).values_list("seal", flat=True).first()
    decision.sealed_as, decision.seal_before = place + 1, last or ""
    decision.salts = {name: secrets.token_hex(16) for name in SEALED}
    decision.digests = {name: salted(decision, name) for name in SEALED}
    decision.seal = seal_of(decision.seal_before, decision.digests)


def verify(project: "Project") -> Chain:
    """Compute all of it again: what was changed, what is missing, what is covered."""
    rows = project.decisions.filter(Q(final_on__isnull=False) | Q(sealed_as__isnull=False)).defer(None)
    chain, place = Chain(), 0
    for decision in rows.prefetch_related("makers").order_by("sealed_as", "number"):
        chain.count += 1
        if not decision.sealed_as:
            chain.faults.append(Finding(decision.number, "it is final and has no place in the chain"))
            continue
        chain.faults += [Finding(None, f"place {gap} in the chain is missing") for gap in skipped(place, decision)]
        chain.faults += links(decision, chain.head)
        look_at_fields(decision, chain)
        place, chain.head = decision.sealed_as, decision.seal
    return chain


def skipped(place: int, decision: "Decision") -> range:
    """The places between the one before and this one."""
    return range(place + 1, decision.sealed_as or 0)


def links(decision: "Decision", before: str) -> Iterator[Finding]:
    """Whether it follows on the one before, and its seal is over its digests."""
    if decision.seal_before != before:
        yield Finding(decision.number, "it does not follow on the decision before it in the chain")
    if decision.seal != seal_of(decision.seal_before, decision.digests):
        yield Finding(decision.number, "its seal does not fit")


def look_at_fields(decision: "Decision", chain: Chain) -> None:
    """Put what is covered and what was changed on the chain's lists."""
    for name, words in SEALED.items():
        if name in decision.salts:
            if salted(decision, name) != decision.digests.get(name):
                chain.faults.append(Finding(decision.number, f"{words} was changed"))
        elif is_covered(decision, name):
            chain.covered.append(Finding(decision.number, f"{words} is covered"))
        else:
            chain.faults.append(Finding(decision.number, f"{words} has lost its salt"))


def is_covered(decision: "Decision", name: str) -> bool:
    """Nothing is left to read in this field."""
    if name == "makers":
        bodies = [one.body for one in decision.makers.all() if one.body]
        return bool(bodies) and set(bodies) == {COVERED}
    return name in WORDS and getattr(decision, name) == COVERED


@transaction.atomic
def cover(decision: "Decision", name: str, by: Person | None = None) -> None:
    """Put "Covered" in place of words that have to go, here and in the history. ValueError for what is no words.

    Of the makers only the names of bodies are words: people are taken out by their own row.
    """
    if name == "makers":
        decision.makers.exclude(body="").update(body=COVERED)
    elif name in WORDS:
        setattr(decision, name, COVERED)
        decision.history.update(**{name: COVERED})
    else:
        raise ValueError(f"There are no words to cover in {SEALED.get(name, name)}.")
    decision.salts.pop(name, None)
    decision.sign(by, f"covered {SEALED[name]}")
