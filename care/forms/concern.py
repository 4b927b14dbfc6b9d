"""Writing to the safeguarding lead, and what the lead writes down."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils import timezone

from care.contact import Contact
from care.models import Concern
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.project import too_long
from projects.models import Organisation, Project


class WriteForm(forms.Form):
    """Two boxes. Whoever is signed in may leave their name out."""

    words = forms.CharField(
        label="What are you worried about?",
        help_text="A line or two is enough. You do not need to be sure.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        error_messages={"required": "Write one line, so that we know what it is about.", "max_length": too_long(4000)},
    )
    reach = forms.CharField(
        label="How can we reach you, if you want?",
        help_text="A number and a good time, for example. Leave it empty if you do not want to be reached.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        required=False,
        error_messages={"max_length": too_long(400)},
    )
    nameless = forms.BooleanField(label="Send it without my name", required=False)

    def __init__(self, *args: Any, contact: Contact, person: Person | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.contact, self.person = contact, person
        fields = ["words", "reach"]
        if person:
            self.fields["nameless"].help_text = f"Else {contact.lead} sees that it is from {person.name}."
            fields.append("nameless")
        self.helper = FormHelper()
        self.helper.layout = Layout(*fields, Button(f"Send it to {contact.lead}"))

    def send(self, organisation: Organisation, project: Project | None) -> Concern:
        """The concern, which waits for the lead."""
        data = self.cleaned_data
        return Concern.objects.create(
            organisation=organisation,
            project=project,
            person=None if data["nameless"] else self.person,
            shown=self.contact.shown[:120],
            words=data["words"],
            reach=data["reach"],
        )


class DoneForm(forms.Form):
    """What the lead did. It may be written down bit by bit."""

    what = forms.CharField(
        label="What did you do?",
        help_text="Only what is needed: whom you spoke to, what was agreed.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Write down what you did.", "max_length": too_long(2000)},
    )
    close = forms.BooleanField(label="This is finished", help_text="It stays in your list, as closed.", required=False)

    def __init__(self, *args: Any, concern: Concern, **more: Any) -> None:
        super().__init__(*args, **more)
        self.concern = concern
        self.helper = FormHelper()
        self.helper.form_action = reverse("concern", args=[concern.pk])  # also from under the words
        self.helper.layout = Layout("what", "close", Button("Write it down"))

    def write_down(self) -> None:
        data = self.cleaned_data
        self.concern.write_down(data["what"], timezone.localdate(), close=data["close"])
