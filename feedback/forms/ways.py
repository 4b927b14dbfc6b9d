"""A new open link: what people are asked about, and where they find it."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.layout import Button
from participants.models import Event, Person
from projects.models import Project, SessionKind, WayIn

NEWEST = 20
OPEN_KINDS = (SessionKind.WORKING, SessionKind.EVENT)


class WayForm(forms.Form):
    about = forms.ChoiceField(label="What do you ask about?", required=False)
    hangs = forms.CharField(
        label="Where will people find it?",
        help_text="For example: the notice board at the pharmacy. Whoever opens the link reads this. "
        "Make none for one person: you would know who spoke.",
        required=False,
        max_length=120,
        error_messages={"max_length": "Use 120 letters or fewer."},
    )

    def __init__(self, data: Any = None, *, project: Project) -> None:
        super().__init__(data)
        self.project = project
        sessions = project.sessions.standing().filter(kind__in=OPEN_KINDS).order_by("-number")[:NEWEST]
        decisions = project.decisions.filter(final_on__isnull=False).order_by("-number")[:NEWEST]
        self.things: dict[str, dict[str, Any]] = {f"session {one.pk}": {"session": one} for one in sessions}
        self.things |= {f"decision {one.pk}": {"decision": one} for one in decisions}
        in_sessions = [(f"session {one.pk}", f"{one.numbered}: {one.title}") for one in sessions]
        in_decisions = [(f"decision {one.pk}", str(one)) for one in decisions]
        groups = [("A session", in_sessions), ("A decision", in_decisions)]
        self.fields["about"].choices = [("", "The whole project"), *[group for group in groups if group[1]]]
        self.helper = FormHelper()
        self.helper.layout = Layout("about", "hangs", Button("Make the link"))

    def make(self, by: Person, as_at: datetime) -> WayIn:
        """The open link, and a line about who made it."""
        about = self.things.get(self.cleaned_data["about"], {})
        way = WayIn.objects.for_saying(as_at, project=self.project, hangs=self.cleaned_data["hangs"], **about)
        Event.note(Event.Kind.LINK_MADE, by, f"way_in:{way.pk}", self.project.pk, as_at)
        return way
