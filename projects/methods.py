"""Three ways of working together that suit this room: always the same three for the same facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from participants.models import Person
from participants.prepared import prepared
from projects.models import AgendaItem, Capacity, ItemKind, Method, PlaceKind, Session
from projects.room import UNSAID, room_of

HOW_MANY = 3
LOOK_BACK = 3  # sessions (L5)
AT_LEAST_BESIDE_ONE = 2  # people of other capacities, for a voice to be alone
FROM_AFAR = (PlaceKind.ONLINE, PlaceKind.PHONE)
# The main work first. A break needs a way least of all.
KINDS = [
    ItemKind.EXPLORE,
    ItemKind.MAKE,
    ItemKind.DECIDE,
    ItemKind.OPEN,
    ItemKind.WELCOME,
    ItemKind.CLOSE,
    ItemKind.NEWS,
    ItemKind.BREAK,
]


@dataclass(frozen=True)
class Occasion:
    """What is known of a session when somebody looks for ways to fill it."""

    people: int = 0  # coming, or asked and not said no; 0: nobody yet
    kinds: frozenset[str] = frozenset()  # parts of the agenda that have no way yet
    from_afar: bool = False  # somebody is there online or by phone
    one_voice: bool = False
    used: frozenset[UUID] = frozenset()  # on its own agenda, or on one of the three before
    number: int = 0  # of the session

    def rank(self, way: Method, chosen: list[Method]) -> tuple[int, int, bool, bool]:
        """How well it goes with those chosen before it: the lower the better."""
        outside = way.distance_from(self.people) if self.people else 0
        fits = self.kinds.intersection(way.kinds)
        new = fits.difference(*(other.kinds for other in chosen))
        part = next((at for at, kind in enumerate(KINDS) if kind in new), len(KINDS))
        return outside, part, not fits, self.one_voice and not way.one_voice

    def other_way(self, way: Method) -> tuple[str, str]:
        """Of the three other ways to do it the one to show first, with its name; empty: not written down."""
        if self.from_afar:
            return "Online or by phone", way.online
        return ("Quietly", way.quiet) if self.one_voice else ("Sitting down", way.seated)


def suggest(ways: Iterable[Method], occasion: Occasion) -> list[Method]:
    """Three ways for this room, the best first; fewer only where so few are left.

    Never: what is on this agenda or was used in the last three sessions (L5, GW4b), and what nobody can do from afar
    when somebody will (GW4c). Then, one by one: it suits as many people as come; it fits a part of the agenda that the
    others do not, the main work first; it keeps a lone voice from getting lost, when there is one. What is still equal
    goes round the alphabet from session to session. The first is creative (L6, CF-CR1, TE-CR1).
    """
    by_name = sorted(ways, key=lambda way: (way.name.casefold(), way.pk))
    begin = HOW_MANY * occasion.number % max(len(by_name), 1)
    left = [way for way in by_name[begin:] + by_name[:begin] if way.pk not in occasion.used]
    left = [way for way in left if way.online or not occasion.from_afar]
    chosen: list[Method] = []
    while left and len(chosen) < HOW_MANY:
        creative = [way for way in left if way.creative and not chosen]
        # min() takes the first of equals: the one that comes first round the alphabet
        best = min(creative or left, key=lambda way: occasion.rank(way, chosen))
        chosen.append(best)
        left.remove(best)
    return chosen


def occasion_of(session: Session, seen_by: Person, as_at: datetime) -> Occasion:
    """The facts of this session, as far as this person may see them. Three queries."""
    room = room_of(session, as_at)
    lived = room.seated[Capacity.LIVED]
    others = room.total - lived - room.seated[UNSAID]
    agenda = list(AgendaItem.objects.on(session).values_list("kind", "method"))
    return Occasion(
        people=room.total + room.waiting.total(),
        kinds=frozenset({kind for kind, way in agenda if not way} or {kind for kind, _ in agenda}),
        from_afar=session.also_online or session.place_kind in FROM_AFAR,
        one_voice=lived == 1 and others >= AT_LEAST_BESIDE_ONE,
        used=frozenset({way for _, way in agenda if way} | used_before(session, seen_by)),
        number=session.number,
    )


def used_before(session: Session, seen_by: Person) -> set[UUID]:
    """The ways on the agendas of the three sessions before this one, cancelled ones left out (L5)."""
    begins = {"starts_at__lt": session.starts_at} if session.starts_at else {}
    return set(ways_before(session=session, project=session.project_id, reader=seen_by, **begins))


@prepared
def ways_before(session: Session, project: UUID, reader: Person, **begins: datetime) -> QuerySet[AgendaItem, UUID]:
    before = Session.objects.visible_to(reader).standing().filter(project=project, **begins)
    before = before.exclude(pk=session.pk).filter(starts_at__isnull=False).order_by("-starts_at")
    agendas = AgendaItem.objects.standing().filter(session__in=before.values("pk")[:LOOK_BACK])
    return agendas.filter(method__isnull=False).values_list("method_id", flat=True)
