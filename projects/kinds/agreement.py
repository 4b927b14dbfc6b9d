"""There is something to agree: news, once for each wording. The day to look at it again: a reminder to staff."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from participants.models import Message, Person
from participants.outbox import Kind, Owed, register, tell
from projects.agreed import may_say
from projects.models import Agreement, AgreementKind, Assent, Membership, Project

# Whoever has not heard by then was not reached by a tick for two months: the page still says so.
ASK_FOR = timedelta(days=60)


def tell_agreement(agreement: Agreement) -> None:
    """News for everybody who may say what they think of it, but for the person who proposed it."""
    tell(
        Person.objects.filter(pk__in=may_say(agreement.project)).exclude(pk=agreement.proposed_by_id),
        "agreement_new",
        about=f"agreement:{agreement.pk}",
        slot="new",
        scope=agreement.project_id,
        link=reverse("agreement", args=[agreement.project_id, agreement.pk]),
        agreement=agreement,
        question=AgreementKind(agreement.kind).question,
    )


def still_asked(message: Message) -> bool:
    """The wording holds, the recipient still takes part, and has not said anything of it yet."""
    standing = Agreement.objects.standing().select_related("project")
    agreement = standing.filter(pk=message.about.removeprefix("agreement:")).first()
    if not agreement or Assent.objects.filter(agreement=agreement, person=message.recipient).exists():
        return False
    role = agreement.project.role_of(message.recipient)
    return bool(role and role.may("shape"))


def to_look_at_again(as_at: datetime) -> Iterator[Owed]:
    """Those who write decisions down in a project that runs, once for each day that was set (L8)."""
    today = timezone.localdate(as_at)
    due = Agreement.objects.to_look_at_again(today).filter(review_on__gt=today - ASK_FOR)
    recorders: dict[UUID, set[Person]] = {}
    for agreement in due.filter(project__in=Project.objects.running(today)).select_related("project"):
        if agreement.project_id not in recorders:
            places = Membership.objects.current().of(agreement.project).may("record_decision").select_related("person")
            recorders[agreement.project_id] = {place.person for place in places}
        yield Owed(
            people=recorders[agreement.project_id],
            about=f"agreement:{agreement.pk}",
            slot=str(agreement.review_on),
            scope=agreement.project_id,
            link=reverse("agreement", args=[agreement.project_id, agreement.pk]),
            context={"agreement": agreement, "question": AgreementKind(agreement.kind).question},
        )


def still_to_look_at(message: Message) -> bool:
    """The same words hold, and the day was not moved; the recipient still writes decisions down there."""
    today = timezone.localdate()
    due = Agreement.objects.to_look_at_again(today).filter(review_on=message.slot)
    agreement = due.select_related("project").filter(pk=message.about.removeprefix("agreement:")).first()
    role = agreement.project.role_of(message.recipient) if agreement else None
    return bool(role and role.may("record_decision"))


register(Kind("agreement_new", still_owed=still_asked))
register(Kind("agreement_review", still_owed=still_to_look_at, plan=to_look_at_again, reminds=True))
