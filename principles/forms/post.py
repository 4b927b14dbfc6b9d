"""Which letters were posted, and when."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.layout import Button
from participants.models import Message
from projects.forms.told import DayOfTelling

TAKEN = "Somebody has written one of these down in the meantime. Look again at the list."


class PostedForm(forms.Form):
    """Each letter that waits is ticked; take the tick off what stays here."""

    letter = forms.MultipleChoiceField(
        label="Which letters did you post?",
        widget=forms.CheckboxSelectMultiple({"class": "opts"}),
        error_messages={"required": "Tick the letters that you posted.", "invalid_choice": TAKEN},
    )
    on = DayOfTelling(label="Which day did you post them?")
    helper = FormHelper()
    helper.layout = Layout("letter", "on", Button("I posted these"))

    def __init__(self, *args: Any, ready: list[Message], **more: Any) -> None:
        super().__init__(*args, **more)
        self.ready = {str(message.pk): message for message in ready}
        letters = self.fields["letter"]
        letters.choices = [(pk, f"{row.recipient.name}: {row.subject}") for pk, row in self.ready.items()]
        letters.initial = list(self.ready)

    @property
    def posted(self) -> list[Message]:
        return [self.ready[pk] for pk in self.cleaned_data["letter"]]
