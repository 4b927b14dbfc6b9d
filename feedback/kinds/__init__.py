"""The messages of this app: one module a subject. Each registers its kinds when it is imported."""

from feedback.kinds.change import tell_everybody, tell_who_asked
from feedback.kinds.loop import being_told, tell_answer, tell_thanks, wait_for_the_same
from feedback.kinds.news import tell_news
from feedback.kinds.owner import reminded_on, tell_late, tell_outside_answered, tell_owner
from feedback.kinds.promises import due_tomorrow, late
from feedback.kinds.public import ask_giver

__all__ = [
    "ask_giver",
    "being_told",
    "due_tomorrow",
    "late",
    "reminded_on",
    "tell_answer",
    "tell_everybody",
    "tell_late",
    "tell_news",
    "tell_outside_answered",
    "tell_owner",
    "tell_thanks",
    "tell_who_asked",
    "wait_for_the_same",
]
