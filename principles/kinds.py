"""The messages about principles: a checklist is open."""

from django.urls import reverse

from participants.models import Message
from participants.outbox import Kind, register, tell
from principles.models import Checklist


def tell_opened(checklist: Checklist) -> None:
    """News for everyone who may answer, but for the person who opened it."""
    tell(
        checklist.everyone().exclude(pk=checklist.opened_by_id),
        "checklist_opened",
        about=f"checklist:{checklist.pk}",
        slot="opened",
        scope=checklist.project_id,
        link=reverse("checklist", args=[checklist.project_id, checklist.pk]),
        checklist=checklist,
    )


def opened_still_owed(message: Message) -> bool:
    """People are still answering, and the recipient still takes part."""
    checklists = Checklist.objects.open().select_related("project")
    checklist = checklists.filter(pk=message.about.removeprefix("checklist:")).first()
    role = checklist.project.role_of(message.recipient) if checklist else None
    return bool(role and role.may("answer_checklist"))


register(Kind("checklist_opened", still_owed=opened_still_owed))
