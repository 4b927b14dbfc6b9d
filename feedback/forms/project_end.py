"""Pausing and closing a project: why, until when, what people hear."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from feedback.forms.news import send_once, ways
from feedback.models import News
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from participants.templatetags.look import day
from projects.models import Project

MORE = "They hear the answers above as well. Leave this empty if that says it all."


class EndForm(forms.Form):
    """What the two have in common: a reason, and words of one's own for the news."""

    why = forms.CharField(
        label="Why?",
        help_text="Everyone in the project reads it.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        error_messages={"required": "Say why. People read it."},
    )
    words = forms.CharField(
        label="What else do you want to tell people?",
        help_text=MORE,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=1200,
    )

    def __init__(self, data: Any = None, *, project: Project, by: Person, today: date) -> None:
        super().__init__(data, initial=self.start(project))
        self.project, self.by, self.today = project, by, today
        self.news = News(project=project, written_by=by)
        self.hear = ways(self.news.hearers)
        self.helper = FormHelper()

    def start(self, project: Project) -> dict[str, Any]:
        return {}

    def tell(self, first: str, last: str) -> None:
        """One piece of news, in the order in which people ask: what and why, what came of it, what then."""
        data = self.cleaned_data
        self.news.progress = "\n\n".join(filter(None, [f"{first} Why: {data['why']}", data["words"], last]))
        send_once(self.news, self.today)


class PauseForm(EndForm):
    until = DatePartsField(label="Until when?", help_text="Not known yet? Leave it empty.", required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper.layout = Layout("why", "until", "words", Button("Pause, and tell everyone"))

    def start(self, project: Project) -> dict[str, Any]:
        return {"why": project.pause_reason, "until": project.paused_until}

    def clean_until(self) -> date | None:
        until = self.cleaned_data["until"]
        if until and until <= self.today:
            raise forms.ValidationError("Give a day to come, or leave it empty.")
        return until

    def pause(self) -> None:
        until = self.cleaned_data["until"]
        self.project.pause(self.today, until, self.cleaned_data["why"])
        back = f"We go on after {day(until)}." if until else "We do not know yet when we go on. You will hear from us."
        self.tell("The project pauses.", back)


class CloseForm(EndForm):
    records = forms.CharField(
        label="What happens to the records?",
        help_text="For example: they stay here for two years and can be read, and then they are deleted.",
        max_length=300,
        error_messages={"required": "Say what happens to the records."},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.news.last = self.news.leavers_too = True
        self.hear_too = ways(self.news.leavers)
        self.fields["words"].label = "What came of it? The last news"
        self.helper.layout = Layout("why", "records", "words", Button("Close the project, and tell everyone"))

    def close(self) -> None:
        data = self.cleaned_data
        self.project.close(self.today, data["why"], data["records"])
        self.tell("The project has closed.", f"What happens to the records: {data['records']}")
