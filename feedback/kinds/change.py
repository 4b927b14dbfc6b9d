"""News that something has changed: to those who asked for it, and to everybody when a facilitator says so. Once."""

from django.utils import timezone

from feedback.models import Change, Feedback
from participants.models import Message, Person
from participants.outbox import Kind, register, tell
from projects.models import Role


def about(change: Change) -> str:
    return f"change:{change.pk}"


def tell_who_asked(change: Change, by: Person) -> None:
    """Each person whose words led to it hears it, also who has left: they read it where their words stand."""
    said = change.feedback.counted().exclude(giver=None).exclude(giver=by.pk).select_related("giver", "project")
    for piece in said.order_by("received_on", "recorded_at", "pk"):
        tell_one(change, piece)


def tell_one(change: Change, said: Feedback) -> None:
    """In the words they spoke and the words of the change."""
    if giver := said.giver:
        role = change.project.role_of(giver)
        tell(
            [giver],
            "change_came",
            about=about(change),
            slot="came",
            scope=change.project_id,
            link=change.get_absolute_url() if role else said.get_absolute_url(),
            change=change,
            said=said,
            asks=role == Role.MEMBER,
        )


def tell_everybody(change: Change, by: Person) -> None:
    """All who take part and have not heard it yet. Members are asked whether they have noticed."""
    places = change.project.memberships.current().may("see_project").exclude(person=by.pk)
    for asks, some in ((True, places.filter(role=Role.MEMBER)), (False, places.exclude(role=Role.MEMBER))):
        people = Person.objects.filter(pk__in=some.values("person"), is_active=True)
        tell(
            people,
            "change_came",
            about=about(change),
            slot="came",
            scope=change.project_id,
            link=change.get_absolute_url(),
            change=change,
            said=None,
            asks=asks,
        )


def still_news(message: Message) -> bool:
    """The person still sees the project, or what they said still stands behind it."""
    here = Change.objects.filter(pk=message.about.removeprefix("change:"))
    asked_for = Feedback.objects.counted().filter(giver=message.recipient_id, changes__in=here)
    return here.visible_to(message.recipient).exists() or asked_for.exists()


def now_told(message: Message) -> None:
    """The first person who heard it makes it told."""
    untold = Change.objects.filter(pk=message.about.removeprefix("change:"), told_on=None)
    untold.update(told_on=timezone.localdate(message.sent_at))


register(Kind("change_came", still_owed=still_news, on_sent=now_told))
