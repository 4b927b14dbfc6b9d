"""What an organisation says about itself, and who is asked into all of it."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import transaction

from participants.forms.layout import Button
from participants.models import Person
from projects.forms.organisation import SetupForm
from projects.models import Invitation, Membership, Organisation, Role

ROLES = [
    (Role.FACILITATOR, "Facilitator\nRuns every project, and these pages."),
    (Role.MANAGER, "Manager\nReads the facts of every project."),
    (Role.SAFEGUARDING, "Safeguarding lead\nReads only what is passed on to them."),
]


class OrganisationForm(forms.ModelForm):
    """What stands at the foot of every page, and whom to ring."""

    class Meta:
        model = Organisation
        fields = ["name", "phone", "email", "safeguarding_lead", "safeguarding_phone"]
        labels = {
            "name": "What is your organisation called?",
            "phone": "Which number can people ring for help?",
            "email": "Which email address helps?",
            "safeguarding_lead": "Who is your safeguarding lead?",
            "safeguarding_phone": "Which number reaches them?",
        }
        help_texts = {
            "phone": "It stands at the foot of every page.",
            "safeguarding_lead": "New projects begin with this name. Running projects keep the one they confirmed.",
        }
        error_messages = {
            "name": {"required": "Tell us the name of your organisation."},
            "phone": {"required": "Give a number that people can ring."},
            "email": {"invalid": "Check the email address. It looks like name@example.org."},
            "safeguarding_lead": {"required": "Name your safeguarding lead. Nothing starts without one."},
            "safeguarding_phone": {"required": "Give the number that reaches your safeguarding lead."},
        }

    helper = FormHelper()
    helper.layout = Layout("name", "phone", "email", "safeguarding_lead", "safeguarding_phone", Button("Save"))


class WholeInviteForm(forms.Form):
    """Ask somebody into the whole organisation. Members come in by a project."""

    name = forms.CharField(
        label="What is their name?",
        max_length=80,
        error_messages={"required": "Give a name.", "max_length": "Use 80 letters or fewer."},
    )
    role = forms.ChoiceField(
        label="They come as a",
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they come."},
    )
    email = forms.EmailField(
        label="What is their email address?",
        max_length=254,
        error_messages={
            "required": "Give their email address. They sign in with it.",
            "invalid": SetupForm.base_fields["email"].error_messages["invalid"],
        },
    )

    helper = FormHelper()
    helper.layout = Layout("name", "role", "email", Button("Ask them in"))

    def __init__(self, *args: Any, organisation: Organisation, by: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.organisation, self.by = organisation, by

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        here = Membership.objects.current().filter(organisation=self.organisation, project=None, person__email=email)
        if here.exists():
            raise forms.ValidationError("Someone with this address is in the whole organisation already.")
        return email

    @transaction.atomic
    def ask(self, as_at: datetime) -> Invitation:
        """A new invitation; an open one for the same person is replaced. What a known person chose stays."""
        data = self.cleaned_data
        known = Person.objects.filter(email=data["email"]).first()
        person = known or Person.objects.create_user(data["email"], data["name"])
        whole = {"organisation": self.organisation, "project": None, "person": person}
        Invitation.objects.open().filter(**whole).update(voided_at=as_at)
        return Invitation.objects.create(
            **whole, name=data["name"], role=data["role"], invited_by=self.by, made_at=as_at
        )
