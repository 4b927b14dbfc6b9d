"""There is something to agree: news, once for each wording, and no reminder ever."""

from django.urls import reverse

from participants.models import Message, Person
from participants.outbox import Kind, register, tell
from projects.agreed import may_say
from projects.models import Agreement, AgreementKind, Assent


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


register(Kind("agreement_new", still_owed=still_asked))
