"""What we agreed: each wording that holds, those before it, and who says what of it, in words."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from projects.models import Agreement, AgreementKind, Assent, Capacity, Membership, Project


@dataclass(frozen=True)
class Standing:
    """One thing agreed. `wordings`: oldest first, the last one holds. `people`: who may say what they think."""

    wordings: list[Agreement]
    people: frozenset[UUID]

    @property
    def now(self) -> Agreement:
        return self.wordings[-1]

    @property
    def first(self) -> Agreement:
        return self.wordings[0]

    def sentences(self) -> list[str]:
        """Who agrees and who understands, by capacity and never by name; what is missing, as a number (SP-P7)."""
        said = list(self.now.assents.all())
        if all((one.agrees is True) == (one.understands is True) for one in said):
            agree = by_capacity(
                said, lambda one: one.agrees is True, "understands it and agrees", "understand it and agree"
            )
            understand = ""
        else:
            agree = by_capacity(said, lambda one: one.agrees is True, "agrees", "agree")
            understand = by_capacity(said, lambda one: one.understands is True, "understands it", "understand it")
        lines = [
            agree,
            counted(said, lambda one: one.agrees is False, "does not agree", "do not agree"),
            understand,
            counted(
                said, lambda one: one.understands is False, "does not understand it yet", "do not understand it yet"
            ),
            self.silent({one.person_id for one in said}),
        ]
        return [line for line in lines if line]

    def silent(self, heard: set[UUID]) -> str:
        """How many have not said, and how many of these agreed to the wording before."""
        waiting = self.people - heard
        if not waiting:
            return ""
        line = f"{len(waiting)} {'has' if len(waiting) == 1 else 'have'} not said."
        before = sum(1 for person in waiting if self.agreed_before(person))
        return f"{line} {before} of them agreed to the wording before." if before else line

    def agreed_before(self, person: UUID) -> bool:
        """True when they agreed to the wording just before this one."""
        if len(self.wordings) == 1:
            return False
        return any(one.person_id == person and one.agrees for one in self.wordings[-2].assents.all())

    def notes(self) -> list[tuple[str, str]]:
        """What people added in their words, without a name: what they say, and their line."""
        says = {True: "Agrees", False: "Does not agree", None: "Has not said yes or no"}
        noted = [one for one in self.now.assents.all() if one.note]
        return [(says[one.agrees], one.note) for one in sorted(noted, key=lambda one: (one.on, str(one.pk)))]


Picks = Callable[[Assent], bool]


def by_capacity(said: list[Assent], picks: Picks, one_does: str, many_do: str) -> str:
    """ "4 with lived experience, 2 professionals and 1 more agree." Empty when nobody does."""
    counts = Counter(one.capacity for one in said if picks(one))
    total = sum(counts.values())
    if not total:
        return ""
    parts = [capacity.counted(counts[capacity]) for capacity in Capacity if counts[capacity]]
    if bare := counts[""]:
        parts.append(f"{bare} more" if parts else "1 person" if bare == 1 else f"{bare} people")
    *most, last = parts
    listed = f"{', '.join(most)} and {last}" if most else last
    return f"{listed} {one_does if total == 1 else many_do}."


def counted(said: list[Assent], picks: Picks, one_does: str, many_do: str) -> str:
    """ "1 does not agree.": as a number only, because a capacity might tell who it is."""
    total = sum(1 for one in said if picks(one))
    return f"{total} {one_does if total == 1 else many_do}." if total else ""


def standings(project: Project, agreements: Iterable[Agreement]) -> list[Standing]:
    """Each chain of wordings among these, with who may say what they think of it."""
    people, found = frozenset(may_say(project)), []
    rows = list(agreements)
    next_of = {one.replaces_id: one for one in rows if one.replaces_id}
    for one in rows:
        if not one.replaces_id:
            chain = [one]
            while chain[-1].pk in next_of:
                chain.append(next_of[chain[-1].pk])
            found.append(Standing(chain, people))
    return found


def may_say(project: Project) -> Iterable[UUID]:
    """The people who shape the project now, each once; one query."""
    return Membership.objects.current().of(project).may("shape").values_list("person", flat=True)


def by_kind(all_of_them: list[Standing]) -> list[tuple[AgreementKind, list[Standing]]]:
    """Every kind in its order, with what holds now; a kind may have none."""
    held = [one for one in all_of_them if not one.now.dropped_on]
    return [(kind, [one for one in held if one.now.kind == kind]) for kind in AgreementKind]
