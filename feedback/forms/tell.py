"""Saying when and how people were told what was answered earlier."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from feedback.models import Feedback, Reply
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button, Buttons

A_FEW = 4  # names in one line
ALL = "all"


def names(pieces: list[Feedback]) -> str:
    """Who they are, each once, for those who answer; of many, the first and how many more."""
    who = list(dict.fromkeys(said.facilitators_see for said in pieces))
    shown, last = (who[:A_FEW], f"{len(who) - A_FEW} more") if len(who) > A_FEW + 1 else (who[:-1], who[-1])
    return f"{', '.join(shown)} and {last}" if shown else last


class TellForm(forms.Form):
    """Told already, by whatever way: when and how; and whether all who wait for the same answer heard it.

    `aloud`: what else groups wait for. In one room all of it is told at once, and written down by one press.
    """

    told_on = DatePartsField(label="When did you tell them?", error_messages={"required": "Give the day."})
    told_how = forms.CharField(
        label="How, or where?",
        max_length=160,
        error_messages={"required": "Say how you told them, or where.", "max_length": "Use 160 letters or fewer."},
    )
    everyone = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, replies: list[Reply], aloud: list[Reply]) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"told_on": today})
        self.replies, self.pieces, self.aloud = replies, [reply.feedback for reply in replies], aloud
        if not self.pieces[0].comes_back:
            self.initial["told_how"] = Reply.objects.told_today(self.pieces[0].project, today)
        self.by_message = any(said.comes_back for said in self.pieces)
        self.helper = FormHelper()
        if len(replies) == 1 or not self.by_message:
            del self.fields["everyone"]
        else:
            self.fields["everyone"].label = f"All {len(replies)} heard it\nAlso {names(self.pieces[1:])}."
        self.helper.layout = Layout(*self.fields, self.buttons())

    def buttons(self) -> Button | Buttons:
        if not self.aloud:
            return Button("They have been told")
        every = f"All {len(self.aloud) + 1}" if self.aloud[1:] else "Both"
        return Buttons(
            Button(f"{every} have been told", big=True, name="told", value=ALL), Button("Only the first", soft=True)
        )

    def clean_told_on(self) -> date:
        day: date = self.cleaned_data["told_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come. Give the day when you told them.")
        return day

    def told(self) -> str:
        """This one has been told, or all; how many, and who they are."""
        told = self.replies if self.cleaned_data.get("everyone") else self.replies[:1]
        if self.data.get("told") == ALL:
            told = list({reply.pk: reply for reply in [*told, *self.aloud]}.values())
        Reply.objects.mark_all_told(told, self.cleaned_data["told_on"], self.cleaned_data["told_how"])
        who = names([reply.feedback for reply in told])
        return f"{len(told)}. {who}" if told[1:] else who
