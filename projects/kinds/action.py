"""News for whoever was named for a small step by somebody else: once, and no reminder ever."""

from django.urls import reverse

from participants.models import Message, Person
from participants.outbox import Kind, register, tell
from projects.models import Action


def tell_action(action: Action, by: Person) -> None:
    """Whoever shall do it hears so, unless they wrote it down themselves."""
    if action.owner and action.owner != by:
        tell(
            [action.owner],
            "action_given",
            about=f"action:{action.pk}",
            slot="given",
            scope=action.project_id,
            link=reverse("my_actions"),
            action=action,
            by=by,
        )


def still_theirs(message: Message) -> bool:
    """It is still theirs to do, in a project that they still see."""
    mine = Action.objects.visible_to(message.recipient).to_do().filter(owner=message.recipient)
    return mine.filter(pk=message.about.removeprefix("action:")).exists()


register(Kind("action_given", still_owed=still_theirs))
