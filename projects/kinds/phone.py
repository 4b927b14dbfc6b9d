"""Which number people ring about an email: that of the organisation whose project it is about, or of the first one."""

from uuid import UUID

from django.db.models import QuerySet

from participants.models import Message
from participants.outbox.letter import rings_with
from participants.prepared import prepared
from projects.context import first_organisation
from projects.models import Organisation


@prepared
def of_project(*, scope: UUID) -> QuerySet[Organisation]:
    return Organisation.objects.filter(projects=scope)


def phone_for(message: Message) -> str:
    found = of_project(scope=message.scope) if message.scope else []
    organisation = next(iter(found), None) or first_organisation()
    return organisation.phone if organisation else ""


rings_with(phone_for)
