"""Asking someone in."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.db import transaction
from django.utils import timezone

from participants.forms.layout import Button
from participants.models import ContactBy, Person
from projects.models import Invitation, Membership, Project, Role

AT_THE_TABLE, BY_LETTER = "table", "letter"
JOINS = [
    (AT_THE_TABLE, "Here, at the table\nThey know what this is, and have said yes. They are in at once."),
    (BY_LETTER, "By a letter that you print\nA code in it lets them read what this is, and say yes."),
]
ROLES = [
    (Role.MEMBER, "Member\nUses the service, or cares for someone who does."),
    (Role.PROFESSIONAL, "Professional\nWorks in or beside the service."),
    (Role.FACILITATOR, "Facilitator\nRuns the project with you."),
    (Role.MANAGER, "Manager\nReads facts, decisions and reviews."),
]


class JoinForm(forms.Form):
    agree = forms.MultipleChoiceField(
        label="Do you want to join?",
        choices=[("yes", "I want to take part\nYou can change your mind at any time.")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick this if you want to join. If not, close this page."},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper = FormHelper()
        self.helper.layout = Layout("agree", Button("Join", big=True, sun=True))


class InviteForm(forms.Form):
    name = forms.CharField(
        label="What is their name?",
        help_text="As they want to be called.",
        max_length=80,
        error_messages={"required": "Give a name.", "max_length": "Use 80 letters or fewer."},
    )
    role = forms.ChoiceField(
        label="They come as a",
        choices=ROLES,
        widget=forms.RadioSelect,
        initial=Role.MEMBER,
        error_messages={"required": "Choose how they come."},
    )
    contact_by = forms.ChoiceField(
        label="How do they want to hear from us?",
        help_text="Without email, you tell them what happens. They can come in with a card.",
        choices=ContactBy.choices,
        widget=forms.RadioSelect({"class": "opts"}),
        initial=ContactBy.EMAIL,
    )
    email = forms.EmailField(
        label="What is their email address?",
        required=False,
        max_length=254,
        error_messages={"invalid": "Check the email address. It looks like name@example.org."},
    )
    phone = forms.CharField(
        label="What is their phone number?", help_text="Only if they gave it.", required=False, max_length=30
    )
    joins = forms.ChoiceField(
        label="Without email, how do they join?", choices=JOINS, widget=forms.RadioSelect, required=False
    )
    address = forms.CharField(
        label="Where does a letter reach them?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=400,
        help_text="Leave this empty if you hand it over.",
    )
    despite = forms.CharField(
        label="Why do you start without these?",
        help_text="Your reason is printed in the review.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        error_messages={
            "required": "Say why you start without these, or add them first.",
            "max_length": "Use 600 letters or fewer.",
        },
    )

    def __init__(self, *args: Any, project: Project, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.by = project, by
        self.missing = [] if project.started_on else project.missing()
        if not self.missing:
            del self.fields["despite"]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "name",
            "role",
            "contact_by",
            Div("email", css_class="when-by-email"),
            Div("phone", "joins", css_class="when-by-hand"),
            Div("address", css_class="when-by-post"),
            *(["despite"] if self.missing else []),
            Button("Ask them in"),
        )

    def clean_email(self) -> str:
        """The address in small letters; none for someone who is told by hand."""
        by_email = self.cleaned_data.get("contact_by") == ContactBy.EMAIL
        return self.cleaned_data["email"].strip().lower() if by_email else ""

    def clean(self) -> dict[str, str]:
        """An address when we are to write, and nobody twice."""
        data = super().clean() or {}
        email = data.get("email", "")
        if data.get("contact_by") == ContactBy.EMAIL and not email and "email" not in self.errors:
            self.add_error("email", "Give an email address, or choose another way to reach them.")
        if email and self.project.memberships.current().filter(person__email=email).exists():
            self.add_error("email", "Someone with this address is in the project already.")
        self.check_joins(data)
        return data

    def check_joins(self, data: dict[str, str]) -> None:
        """Without email somebody says how they join; and only who may have a card can come back after a letter."""
        if data.get("contact_by") == ContactBy.EMAIL or "joins" in self.errors:
            return
        if not data.get("joins"):
            self.add_error("joins", "Choose how they join.")
        elif data["joins"] == BY_LETTER and data.get("role") not in (Role.MEMBER, None):
            self.add_error("joins", "A letter is for members. Staff sign in by email.")

    def person(self) -> Person:
        """The person with this address, or a new one. What a known person chose for themselves stays."""
        data = self.cleaned_data
        known = Person.objects.filter(email=data["email"]).first() if data["email"] else None
        return known or Person.objects.create_user(
            data["email"], data["name"], **{name: data[name] for name in ("contact_by", "phone", "address")}
        )

    @transaction.atomic
    def ask(self, as_at: datetime) -> Invitation | Membership:
        """An invitation by email or letter; for someone at the table, their place at once. May start the project."""
        if not self.project.started_on:
            self.project.start(as_at, self.cleaned_data.get("despite", ""))
        person, role = self.person(), self.cleaned_data["role"]
        place = {"organisation": self.project.organisation, "project": self.project, "person": person, "role": role}
        by_letter = not person.email and self.cleaned_data["joins"] == BY_LETTER
        if person.email or by_letter:
            for old in Invitation.objects.open().filter(project=self.project, person=person):
                return old.again(self.by, as_at)
            place |= {"name": self.cleaned_data["name"], "invited_by": self.by, "made_at": as_at}
            return Invitation.objects.ask(by_letter, **place)
        today = timezone.localdate(as_at)
        return Membership.objects.create(**place, invited_by=self.by, joined_on=today, agreed_on=today)
