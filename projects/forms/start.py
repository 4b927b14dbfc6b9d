"""Setting out well: what the work is about, whether there is enough for it, and its rounds."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from participants.folding import fold
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.fold import Fold
from projects.forms.project import ProjectForm, too_long
from projects.models import CoProduces, Enough, Membership, Needed, Project, ProjectKind, Readiness, Stage
from projects.public_words import refused

NOT_KNOWN = "Leave it empty if you do not know yet. That is fine."


class ProjectWordsForm(ProjectForm):
    """All a project says about itself. Nothing but its name, purpose and level is needed to go on."""

    kind = forms.ChoiceField(
        label="What kind of work is it?", choices=ProjectKind, widget=forms.RadioSelect, required=False
    )
    co_produces = forms.MultipleChoiceField(
        label="What do people and staff do together?",
        help_text="Choose what is true. The review shows who was there for it.",
        choices=CoProduces,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    begins_on = DatePartsField(label="When does it begin?", help_text=NOT_KNOWN, required=False)
    ends_on = DatePartsField(label="When does it end?", help_text=NOT_KNOWN, required=False)
    pay_within = forms.IntegerField(
        label="Within how many working days is a claim paid?",
        help_text="The person sees the day. 20 days are four weeks.",
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.NumberInput({"inputmode": "numeric", "class": "short"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Give 1 to 60 working days."),
    )
    news_every = forms.IntegerField(
        label="After how many weeks, at the latest, is there news again?",
        help_text="Also when little happened. That is news too.",
        required=False,
        min_value=1,
        max_value=52,
        widget=forms.NumberInput({"inputmode": "numeric", "class": "short"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Give 1 to 52 weeks."),
    )
    tell_within = forms.IntegerField(
        label="Within how many working days do people hear what happened in a session?",
        help_text="Each session that is closed gets this day. 5 days are a week.",
        required=False,
        min_value=1,
        max_value=40,
        widget=forms.NumberInput({"inputmode": "numeric", "class": "short"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Give 1 to 40 working days."),
    )

    class Meta(ProjectForm.Meta):
        fields = [*ProjectForm.Meta.fields, "kind", "subject", "co_produces", "begins_on", "ends_on"]
        fields += ["people_every", "pay_within", "news_every", "tell_within"]
        labels = ProjectForm.Meta.labels | {
            "subject": "What is it about?",
            "people_every": "After how many weeks do we look again who is missing?",
        }
        help_texts = ProjectForm.Meta.help_texts | {
            "subject": "The service or thing by its name. For example: the first letter.",
            "people_every": "12 weeks are about three months. Facilitators are reminded.",
        }
        widgets = ProjectForm.Meta.widgets | {
            "people_every": forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"})
        }
        error_messages = ProjectForm.Meta.error_messages | {
            "subject": {"max_length": too_long(120)},
            "people_every": {"invalid": "Write the weeks as a number, like 12."},
        }

    helper = FormHelper()
    helper.layout = Layout(
        "title",
        "purpose",
        "for_whom",
        "kind",
        "subject",
        "level",
        "co_produces",
        "begins_on",
        "ends_on",
        Fold(
            "How soon people hear from us",
            "reply_within",
            "people_every",
            "pay_within",
            "news_every",
            "tell_within",
            usual=True,
        ),
        Button("Save"),
    )

    def clean_people_every(self) -> int:
        """Between 1 week and a year; left empty it stays as it was."""
        weeks: int | None = self.cleaned_data["people_every"]
        if weeks is None:
            return self.instance.people_every
        if not 1 <= weeks <= 52:
            raise forms.ValidationError("Look again within 1 to 52 weeks.")
        return weeks

    def clean_pay_within(self) -> int:
        """Left empty, it stays as it was."""
        return self.cleaned_data["pay_within"] or self.instance.pay_within

    def clean_news_every(self) -> int:
        """Left empty, it stays as it was."""
        return self.cleaned_data["news_every"] or self.instance.news_every

    def clean_tell_within(self) -> int:
        """Left empty, it stays as it was."""
        return self.cleaned_data["tell_within"] or self.instance.tell_within

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("begins_on") and data.get("ends_on") and data["ends_on"] < data["begins_on"]:
            self.add_error("ends_on", "It ends before it begins. Check the two days.")
        for name in {"title", "purpose"} & set(self.changed_data):
            if why := refused(self.instance, [data.get(name) or ""]):
                self.add_error(name, why)
        return data


QUESTIONS = {
    Needed.TIME: ("Is there enough time?", "For example: two years, and Rowan has two days a week for it."),
    Needed.MONEY: ("Is there enough money?", "For example: £4,000 for travel, food and thanks. It is in the budget."),
    Needed.PERMISSION: ("Are we allowed to change something?", "For example: the head of service said so in writing."),
}


class ReadinessForm(forms.Form):
    """Time, money, permission: yes, partly or no, how we know, and who says so (TE-AC3)."""

    def __init__(self, data: Any = None, *, project: Project, by: Person) -> None:
        super().__init__(data)
        self.project, self.by = project, by
        self.said = {row.what: row for row in project.readiness.select_related("confirmed_by")}
        here = Membership.objects.current().of(project).may("see_project").values("person")
        self.people = list(Person.objects.filter(pk__in=here).order_by("name", "pk"))
        for what, (question, example) in QUESTIONS.items():
            self.ask(what, question, example)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *[Fieldset("", what.value, f"{what.value}_evidence", f"{what.value}_by") for what in Needed],
            Button("Save"),
        )

    def ask(self, what: Needed, question: str, example: str) -> None:
        """The two boxes of one question."""
        said = self.said.get(what)
        self.fields[what.value] = forms.ChoiceField(
            label=question,
            choices=Enough,
            widget=forms.RadioSelect({"class": "opts"}),
            required=False,
            initial=said and said.answer,
        )
        self.fields[f"{what.value}_evidence"] = forms.CharField(
            label="How do we know?",
            help_text=example,
            required=False,
            max_length=300,
            initial=said.evidence if said else "",
            error_messages={"max_length": too_long(300)},
        )
        self.fields[f"{what.value}_by"] = forms.CharField(
            label="Who says so?",
            required=False,
            max_length=120,
            initial=said.says if said else self.by.name,
            widget=forms.TextInput({"list": "people-here"}),
            error_messages={"max_length": too_long(120)},
        )

    def confirm(self, on: date) -> None:
        """Keep what changed, with who says so and since when. A question left open stays not recorded."""
        for what in Needed:
            answer, evidence = self.cleaned_data[what.value], self.cleaned_data[f"{what.value}_evidence"]
            row = self.said.get(what) or Readiness(project=self.project, what=what)
            before = (row.answer, row.evidence, row.confirmed_by, row.confirmed_words)
            now = (answer, evidence, *self.who(self.cleaned_data[f"{what.value}_by"], row))
            if answer and now != before:
                row.answer, row.evidence, row.confirmed_by, row.confirmed_words = now
                row.confirmed_on = on
                row.save()

    def who(self, name: str, row: Readiness) -> tuple[Person | None, str]:
        """Who it was before, the person here of this name, or somebody in words; nobody named: whoever types."""
        if row.confirmed_on and fold(name) == fold(row.says):
            return row.confirmed_by, row.confirmed_words
        if fold(name) in ("", fold(self.by.name)):
            return self.by, ""
        alike = [one for one in self.people if fold(one.name) == fold(name)]
        return (alike[0], "") if len(alike) == 1 else (None, name)


class StageForm(forms.ModelForm):
    began_on = DatePartsField(label="When did it begin?", help_text=NOT_KNOWN, required=False)
    ended_on = DatePartsField(label="When did it end?", help_text="Leave it empty while it goes on.", required=False)

    class Meta:
        model = Stage
        fields = ["aim", "began_on", "ended_on", "learned"]
        labels = {"aim": "What do we want to find out or make?", "learned": "What did we learn?"}
        help_texts = {"learned": "What will we do differently in the next stage? Leave it empty until then."}
        widgets = {"learned": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"aim": {"max_length": too_long(300)}, "learned": {"max_length": too_long(1000)}}

    helper = FormHelper()
    helper.layout = Layout("aim", "began_on", "ended_on", "learned", Button("Save"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("began_on") and data.get("ended_on") and data["ended_on"] < data["began_on"]:
            self.add_error("ended_on", "It ended before it began. Check the two days.")
        return data
