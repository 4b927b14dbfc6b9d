"""The first form anyone fills in: who runs this, who facilitates, whom to ring."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.db import transaction

from participants.forms.layout import Button
from participants.models import ContactBy, Person
from projects.models import Invitation, Organisation, Role


class SetupForm(forms.Form):
    organisation = forms.CharField(
        label="What is your organisation called?",
        max_length=120,
        error_messages={"required": "Tell us the name of your organisation."},
    )
    phone = forms.CharField(
        label="Which number can people ring for help?",
        help_text="It stands at the foot of every page.",
        max_length=30,
        error_messages={"required": "Give a number that people can ring."},
    )
    facilitator = forms.CharField(
        label="What is your name?", max_length=80, error_messages={"required": "Tell us your name."}
    )
    email = forms.EmailField(
        label="What is your email address?",
        help_text="You sign in with a code that we send there.",
        max_length=254,
        error_messages={
            "required": "Give your email address, so that you can sign in.",
            "invalid": "Check the email address. It looks like name@example.org.",
        },
    )
    safeguarding_lead = forms.CharField(
        label="Who is your safeguarding lead?",
        help_text="The person to ring when someone may be in danger. Members see the name and the number.",
        max_length=80,
        error_messages={"required": "Name your safeguarding lead. Nothing starts without one."},
    )
    safeguarding_phone = forms.CharField(
        label="Which number reaches them?",
        max_length=30,
        error_messages={"required": "Give the number that reaches your safeguarding lead."},
    )

    helper = FormHelper()
    helper.layout = Layout(
        "organisation",
        "phone",
        HTML("<h2>You</h2>"),
        "facilitator",
        "email",
        HTML("<h2>Safeguarding</h2>"),
        "safeguarding_lead",
        "safeguarding_phone",
        Button("Set it up"),
    )

    @transaction.atomic
    def set_up(self) -> Invitation:
        """Organisation and first facilitator; the invitation is their way in."""
        data = self.cleaned_data
        organisation = Organisation.objects.create(
            name=data["organisation"],
            phone=data["phone"],
            email=data["email"],
            safeguarding_lead=data["safeguarding_lead"],
            safeguarding_phone=data["safeguarding_phone"],
        )
        person = Person.objects.create_user(data["email"], data["facilitator"], contact_by=ContactBy.EMAIL)
        return Invitation.objects.create(organisation=organisation, person=person, role=Role.FACILITATOR)
