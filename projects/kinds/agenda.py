"""The message about an open agenda: bring something, if you like."""

from participants.models import Message, Person
from participants.outbox import Kind, register, tell
from projects.models import AgendaItem, Membership, Role, Session

ASKED = (Role.MEMBER, Role.PROFESSIONAL)


def ask_for_more(session: Session, by: Person) -> None:
    """News for those who take part: once for each day that the session is planned for."""
    tell(
        [person for person in takers(session) if person != by],
        "agenda_open",
        about=f"session:{session.pk}",
        slot=slot_of(session),
        scope=session.project_id,
        link=session.get_absolute_url(),
        session=session,
        subjects=AgendaItem.objects.on(session)[:5],
    )


def takers(session: Session) -> list[Person]:
    """Members and professionals; for members' own sessions members alone. Each once."""
    roles = [Role.MEMBER] if session.members_only else ASKED
    places = Membership.objects.current().of(session.project).filter(role__in=roles).select_related("person")
    return list({place.person_id: place.person for place in places.order_by("joined_on")}.values())


def slot_of(session: Session) -> str:
    return str(session.day or "no day yet")


def still_open(message: Message) -> bool:
    """Planned for the same day, not over, and the recipient still takes part."""
    session = Session.objects.select_related("project").get(pk=message.about.removeprefix("session:"))
    same = session.open_for_agenda and slot_of(session) == message.slot
    return same and message.recipient in takers(session)


register(Kind("agenda_open", still_owed=still_open))
