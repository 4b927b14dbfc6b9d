"""What stands in public: the page itself, and how one piece stands on it."""

from datetime import date, datetime
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.text import slugify

from care.models import Consent, Purpose
from feedback.models import Change, Feedback, PublicLine, PublicPage, Says
from feedback.own_words import quotes, refusal, unagreed
from participants.forms.layout import Button
from participants.forms.ticks import TicksField
from participants.models import Person
from projects.forms.project import too_long
from projects.models import Decision, Project, WayIn

NEWEST = 50


class WayField(forms.ModelChoiceField):
    """A link by what it asks about, and where it hangs."""

    def label_from_instance(self, obj: Any) -> str:
        return ", ".join(filter(None, [obj.about or str(obj.project), obj.hangs]))


class PageForm(forms.ModelForm):
    """Switching it on, and what it shows beside what people said."""

    decisions = TicksField(
        queryset=Decision.objects.none(),
        label="Which decisions stand on it?",
        help_text="Question, answer and reason are shown. Who decided is not.",
        required=False,
    )
    changes = TicksField(
        queryset=Change.objects.none(),
        label="Which changes stand on it?",
        help_text="How it was and how it is now. Name nobody in it.",
        required=False,
    )
    way_in = WayField(
        queryset=WayIn.objects.none(),
        label="By which open link can people say something there?",
        empty_label="None",
        required=False,
    )

    class Meta:
        model = PublicPage
        fields = ["slug", "contact", "way_in", "changes", "decisions", "listed"]
        labels = {
            "slug": "Its address",
            "contact": "Whom can people ask?",
            "listed": "Search engines may show the page",
        }
        help_texts = {
            "slug": "Short words with hyphens. It stands on posters, so do not change it later.",
            "contact": "A name or a team, with a phone number or an address. Everybody reads it.",
            "listed": "Leave it empty, and only who has the address finds it.",
        }
        error_messages = {
            "slug": {
                "required": "Give the page an address.",
                "invalid": "Use letters, numbers and hyphens only.",
                "unique": "Another page has this address. Choose another one.",
                "max_length": too_long(60),
            },
            "contact": {"required": "Say whom people can ask.", "max_length": too_long(200)},
        }

    def __init__(self, data: Any = None, *, page: PublicPage) -> None:
        super().__init__(data, instance=page)
        project = page.project
        self.offer("decisions", project.decisions.standing().filter(final_on__isnull=False).order_by("-number"))
        self.offer("changes", project.changes.all())
        self.offer("way_in", project.ways_in.to_say().order_by("-made_at"))
        self.fields["contact"].required = True
        self.helper = FormHelper()
        names = [name for name in self.Meta.fields if name in self.fields]
        self.helper.layout = Layout(*names, Button("Save" if page.on_since else "Switch it on", big=True))

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """The newest to choose from, and what was chosen before; no question where there is nothing."""
        new = self.instance._state.adding
        kept = [] if new or name == "way_in" else getattr(self.instance, name).values_list("pk", flat=True)
        offered = [*rows[:NEWEST].values_list("pk", flat=True), *kept]
        cast(forms.ModelChoiceField, self.fields[name]).queryset = rows.filter(pk__in=offered)
        if not offered:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """None of it repeats what somebody said and did not agree to. A decision keeps its words: what was said after
        it repeats the decision."""
        data = super().clean() or {}
        self.check("contact", "This", [data.get("contact", "")])
        self.check(
            None, "What the project is for", [self.instance.project.purpose], purpose_since(self.instance.project)
        )
        for one in data.get("changes", ()):
            self.check("changes", f"“{one}”", [one.before, one.after, one.easy_words])
        for one in data.get("decisions", ()):
            self.check("decisions", f"“{one}”", [one.question, one.decided, one.reason], one.recorded_at)
            self.check("decisions", f"“{one}”", [one.easy_words])
        return data

    def check(self, field: str | None, where: str, texts: list[str], until: datetime | None = None) -> None:
        if field not in self.errors and (said := unagreed(texts, self.instance.project, until)):
            self.add_error(field, refusal(where, said))

    def switch_on(self, today: date) -> PublicPage:
        self.instance.on_since = self.instance.on_since or today
        return cast(PublicPage, self.save())


def purpose_since(project: Project) -> datetime:
    """When its purpose was first written so: what was said later repeats the purpose."""
    days = (
        project.history.filter(purpose=project.purpose).order_by("history_date").values_list("history_date", flat=True)
    )
    return cast(datetime, days.first() or project.recorded_at)


def page_of(project: Project) -> PublicPage:
    """The page there is, or a new one that is off, with an address and a contact to start from."""
    page = PublicPage.objects.filter(project=project).first()
    if not page:
        organisation = project.organisation
        contact = f"{organisation.name}, {organisation.phone}".strip(", ")
        page = PublicPage(project=project, slug=slugify(project.title)[:40].strip("-"), contact=contact)
    page.project = project
    return page


class LineForm(forms.Form):
    """How one piece stands: what they said, and what we did or why not."""

    words = forms.CharField(
        label="You said",
        help_text="One line in your own words. Nobody must be known from it. Leave names and stories out.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        error_messages={"required": "Write the line that everybody reads.", "max_length": too_long(300)},
    )
    did = forms.CharField(
        label="What we did, or why not",
        help_text="It stands below the line. Write it for people who were not there.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=600,
        error_messages={"required": "Say what we did, or why not.", "max_length": too_long(600)},
    )
    own_words = forms.BooleanField(
        label="The line is in their own words",
        help_text="Then we ask them. It stands there when they say yes.",
        required=False,
    )

    def __init__(self, data: Any = None, *, line: PublicLine) -> None:
        said, answer = line.feedback, line.feedback.answer
        start = {"words": said.public_words, "did": line.did, "own_words": line.own_words}
        if not line.did and answer:
            start["did"] = f"{answer.how} {answer.why}".strip()[:600]
        super().__init__(data, initial=start)
        self.line = line
        if not said.giver:
            del self.fields["own_words"]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Button("Put it on the public page", big=True))

    def clean(self) -> dict[str, Any]:
        """Their own words need somebody who can be asked, and who agreed to be quoted at all."""
        data = super().clean() or {}
        said = self.line.feedback
        own = data.get("own_words") or quotes(data.get("words", ""), said)
        if self.line.said == Says.NO and said.giver:
            self.add_error(
                None, f"{said.giver.first_name} said no to it. Only {said.giver.first_name} can change that."
            )
        elif own and not said.giver:
            self.add_error("words", "These are their own words, and nobody can be asked. Write it in other words.")
        elif own and not may_quote(said):
            name = said.giver.first_name if said.giver else ""
            words = f'{name} has not agreed to "Use my words". Write it in other words, or ask {name} for that first.'
            self.add_error("words", words)
        if quotes(data.get("did", ""), said):
            self.add_error("did", "Here are words of the person who said it. Say what we did in your own words.")
        data["own_words"] = bool(own)
        return data

    def publish(self, today: date) -> PublicLine:
        data = self.cleaned_data
        self.line.did, self.line.own_words = data["did"], data["own_words"]
        self.line.publish(data["words"], today)
        return self.line


def may_quote(said: Feedback) -> bool:
    """Their yes to "Use my words" stands in this project."""
    return bool(said.giver) and Consent.objects.stands(said.giver, Purpose.QUOTE, said.project)  # type: ignore[arg-type]


CHANGED = "changed"


class MayStandForm(forms.Form):
    """The giver's word on how their piece stands in public."""

    says = forms.ChoiceField(
        label="May this stand on our public page?",
        choices=[(Says.YES, "Yes"), (Says.NO, "No\nIt is off at once."), (CHANGED, "Yes, in other words")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes, no, or other words."},
    )
    words = forms.CharField(
        label="In which words?",
        help_text="We look at them before they stand there.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
        error_messages={"max_length": too_long(300)},
    )
    helper = FormHelper()
    helper.layout = Layout("says", "words", Button("Send"))

    def __init__(self, data: Any = None, *, line: PublicLine) -> None:
        super().__init__(data, initial={"says": line.said, "words": line.feedback.public_words})
        self.line = line

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("says") == CHANGED and not data.get("words") and "words" not in self.errors:
            self.add_error("words", "Write the words that may stand there.")
        return data

    def hear(self, today: date, noted_by: Person | None) -> None:
        data = self.cleaned_data
        says = Says.NO if data["says"] == Says.NO else Says.YES
        self.line.hear(says, data["words"] if data["says"] == CHANGED else "", today, noted_by)
