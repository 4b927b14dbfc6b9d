"""One answer for many: the same words, and each hears it in their own way."""

from datetime import datetime
from typing import Any, cast

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q

from feedback.forms.answer import IN_PUBLIC, LATER, TELL, TOLD, ReplyForm
from feedback.forms.decision_link import Said
from feedback.models import Feedback, Reply
from feedback.models.lists import FeedbackQuerySet
from feedback.models.many import answer_many
from participants.models import Person
from projects.models import Project

FEW = 10  # a list that is no longer stands before the questions
WAYS = [
    (TELL, "Tell each of them in their own way\nWhat we can send goes out now. The rest goes on your list."),
    (TOLD, "I have told them all\nSay how and when, below."),
    (LATER, "Not yet\nSave the answer, and tell them later."),
]


def ways_for(pieces: list[Feedback]) -> list[tuple[str, str]]:
    """Groups alone are told in public: no message of ours reaches them."""
    return WAYS if any(said.comes_back for said in pieces) else [IN_PUBLIC, WAYS[-1]]


def way_to(said: Feedback) -> str:
    """How this giver hears it."""
    if said.code_hash:
        return "where their code leads"
    return said.giver.contact.adverb if said.giver else "in public"


class Pieces(Said):
    """One line a piece: their words, who, and how they hear it."""

    def label_from_instance(self, said: Feedback) -> str:
        return f"{said.title}\n{said.facilitators_see}, {way_to(said)}"


class AnswerManyForm(ReplyForm):
    piece = Pieces(
        queryset=Feedback.objects.none(),
        label="Who gets this answer?",
        help_text="Each has a loop of their own. Take a tick away, and that one waits for another answer.",
        error_messages={"required": "Tick at least one."},
    )

    same = forms.BooleanField(
        label="They all say the same\nWe join them. Whoever says it next can be joined to them.",
        required=False,
    )

    def __init__(self, data: Any, *, project: Project, pieces: list[Feedback]) -> None:
        self.few = len(pieces) <= FEW
        self.apart = len({said.joined_to_id or said.pk for said in pieces}) > 1
        super().__init__(data, project=project, ways=ways_for(pieces))
        if not self.apart:
            del self.fields["same"]  # one piece, or joined before
        field = cast(Pieces, self.fields["piece"])
        offered = Feedback.objects.filter(Q(pk__in=[said.pk for said in pieces]), project=project)
        field.queryset = cast(FeedbackQuerySet, offered)
        field.choices = [(said.pk, field.label_from_instance(said)) for said in pieces]
        self.initial["piece"] = [said.pk for said in pieces]

    def questions(self) -> Layout:
        """Whom it reaches stands first; of many, last, where the button is."""
        layout = super().questions()
        place = 0 if self.few else len(layout.fields) - 1
        layout.insert(place, "piece")
        if self.apart:
            layout.insert(place + 1, "same")
        return layout

    def answer(self, by: Person, as_at: datetime) -> list[Reply]:
        """A reply to each, told when the facilitator says so."""
        chosen = cast(FeedbackQuerySet, self.cleaned_data["piece"])
        if self.cleaned_data.get("same"):
            first, *others = chosen.order_by("received_on", "recorded_at", "pk")
            first.join(others)
        replies = answer_many(chosen, self.reply(by), as_at)
        if self.cleaned_data["telling"] == TOLD:
            Reply.objects.mark_all_told(replies, self.cleaned_data["told_on"], self.cleaned_data["told_how"])
        return replies
