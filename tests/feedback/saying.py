"""Short ways to tell a story about a loop: somebody said something, was answered, was told."""

from datetime import date

from feedback.models import Feedback, Kind, Outcome, Reply
from participants.models import Person
from projects.models import Project

MONDAY = date(2026, 3, 2)  # with ten working days to reply: a promise for Monday 16 March
PROMISED = date(2026, 3, 16)
# How a facilitator fills in the form.
ANSWER = {"outcome": "used", "how": "The button comes in May.", "why": "The door hurts wrists.", "telling": "tell"}


def in_parts(day: date, name: str = "told_on") -> dict[str, str]:
    """A day as the three boxes of a form send it."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def said(project: Project, giver: Person | None, problem: str = "The door is heavy.", **more) -> Feedback:
    """Something this person, or with None a group, said on a Monday in March."""
    words = {"kind": Kind.IDEA, "better": "A button that opens it.", "received_on": MONDAY, "promised_by": PROMISED}
    return Feedback.objects.create(project=project, giver=giver, problem=problem, **(words | more))


def thanked(feedback: Feedback, by: Person, on: date = MONDAY) -> Feedback:
    feedback.thanked_on, feedback.owner = on, by
    feedback.save()
    return feedback


def answered(feedback: Feedback, by: Person, on: date = date(2026, 3, 9), **more) -> Reply:
    """An answer that stands; nobody has told it yet."""
    words = {"outcome": Outcome.USED, "how": "The button comes in May.", "why": "The door hurts wrists."}
    reply = Reply.objects.create(
        feedback=feedback, answered_on=on, answered_by=by, promised_by=feedback.promised_by, **(words | more)
    )
    thanked(feedback, by)
    feedback.answer = reply
    feedback.save()
    return reply


def told(feedback: Feedback, by: Person, on: date = date(2026, 3, 10), **more) -> Reply:
    """An answer that the giver has heard."""
    reply = answered(feedback, by, **more)
    reply.mark_told(on, "by email", in_public=not feedback.comes_back)
    return reply
