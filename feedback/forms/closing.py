"""Closing a session: one page, five minutes, prefilled from the replies and the agenda."""

from datetime import date, datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html, strip_tags

from feedback.forms.half_typed import in_words, parts_of
from feedback.forms.subjects import Subjects
from feedback.forms.who_came import WhoCame
from feedback.models import Lesson, LessonKind
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button, Buttons
from participants.models import Person
from participants.templatetags.look import in_page_order
from projects.models import Decision, Membership, PlanKept, Session
from projects.working_days import add_working_days

LATER = "later"
LINES = (1, 2, 3)
COUNTED = HTML('<p class="hint">Ask each person how they want to be counted. They choose anew each time.</p>')
ANYBODY = " Somebody of this project who has no line above counts once you write their whole name."
NOT_REACHED = HTML('<p class="hint">Not reached? Park it. It comes back by itself.</p>')
DECIDED = HTML('<p class="hint">One line each. The reason, and who decided, can come later. Nothing is final yet.</p>')
KEPT = [
    (PlanKept.KEPT, "We kept to it"),
    (PlanKept.CHANGED, "We changed it as we went\nSomeone listened."),
    (PlanKept.SCRAPPED, "We scrapped it\nGood. Something mattered more."),
]


class ClosingForm(forms.Form):
    """Nothing here must be answered but who came. `as_typed`: saved for now, so shown as it is and not checked."""

    guests = forms.CharField(
        label="Did others come?",
        help_text="One name on each line, as they want to be named.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )
    nobody = forms.BooleanField(
        label="Nobody came", error_messages={"required": 'Tick who came. If nobody did, tick "Nobody came".'}
    )
    plan_kept = forms.ChoiceField(
        label="What became of the plan?", choices=KEPT, widget=forms.RadioSelect, required=False
    )
    wandered = forms.CharField(
        label="What else did we talk about, and what did we learn?",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=400,
    )
    place_thoughts = forms.CharField(
        label="How was the place for people?",
        help_text="Could we go to them next time?",
        required=False,
        max_length=300,
    )
    lesson_kind = forms.ChoiceField(
        label="One thing to learn from it",
        choices=LessonKind.choices,
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
    )
    lesson = forms.CharField(label="In one line", required=False, max_length=300)
    beyond = forms.BooleanField(
        label="Other projects may learn from it",
        help_text="They read these words and the name of this project.",
        required=False,
    )
    teller = forms.ChoiceField(label="Who tells people what happened?", required=False)
    tell_by = DatePartsField(label="By when?", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, session: Session, by: Person, today: date, as_typed: bool = False) -> None:
        self.session, self.by, self.today, self.as_typed = session, by, today, as_typed
        saved_at = session.closing.get("at", "")
        self.overtaken = bool(data and saved_at and not as_typed and data.get("seen", "") != saved_at)
        super().__init__(None if data is None else dict(data.items()) | {"seen": saved_at})
        self.people, self.subjects = WhoCame(session, self.data), Subjects(session, today)
        self.fields |= self.people.fields() | self.subjects.fields() | decision_lines(self.subjects)
        if self.people.more:
            self.fields["guests"].help_text += ANYBODY
        if data is None or as_typed or self.people.somebody_came(self.data):
            del self.fields["nobody"]
        self.start_from_session()
        self.helper = FormHelper()
        self.helper.layout = self.questions()

    def full_clean(self) -> None:
        super().full_clean()
        if self.as_typed:
            self.errors.clear()

    def start_from_session(self) -> None:
        """What stands in the boxes of a page that nobody has filled in: what is known, and the usual promise."""
        session = self.session
        places = Membership.objects.current().of(session.project).may("plan_sessions")
        tellers = Person.objects.filter(pk__in=places.values("person")).order_by("name", "pk")
        self.fields["teller"].choices = [("", "Nobody yet"), *((str(one.pk), one.name) for one in tellers)]
        by, tell_by = session.teller_id, session.tell_by
        if not session.closed_on:
            by, tell_by = self.by.pk, self.promised
        self.initial = {
            "teller": str(by or ""),
            "tell_by": tell_by,
            "plan_kept": session.plan_kept,
            "wandered": session.wandered,
            "place_thoughts": session.place_thoughts,
            "seen": session.closing.get("at", ""),
        }

    @property
    def promised(self) -> date:
        """The day by which people hear of a session, as the project promises it: no session is without one (GW5b)."""
        return add_working_days(self.today, self.session.project.tell_within)

    def questions(self) -> Layout:
        """The six blocks, in the order in which things are remembered."""
        first, *more = [self.decision_line(line) for line in LINES]
        agenda = Fieldset("What became of the agenda?", NOT_REACHED, *self.subjects.layout())
        return Layout(
            "seen",
            Fieldset(
                "Who came, and as what?",
                COUNTED,
                *self.people.layout(),
                "guests",
                *["nobody"] * ("nobody" in self.fields),
            ),
            *[agenda] * bool(self.subjects.items),
            Fieldset("What was decided?", DECIDED, first, Div(*more, template="feedback/_closing_more.html")),
            Fieldset("The plan for the day", "plan_kept", "wandered", "place_thoughts"),
            Fieldset("One lesson", "lesson_kind", "lesson", "beyond"),
            Fieldset("Who tells people?", "teller", "tell_by"),
            Buttons(
                Button("Save" if self.session.closed_on else "Close the session", big=True),
                Button("Save for now", soft=True, name="send", value=LATER),
            ),
        )

    def decision_line(self, line: int) -> Div:
        """The boxes of one decision."""
        names = [f"{name}_{line}" for name in ("question", "decided", "subject")]
        return Div(*[name for name in names if name in self.fields], css_class="pair")

    def clean_guests(self) -> list[str]:
        """The names, one of each line."""
        names = [name.strip() for name in self.cleaned_data["guests"].splitlines() if name.strip()]
        if any(len(name) > 80 for name in names):
            raise forms.ValidationError("Use 80 letters or fewer for a name, and a new line for the next.")
        return names

    def clean(self) -> dict[str, Any]:
        """Half a line is asked about; and nobody writes over what somebody else has just saved."""
        data = super().clean() or {}
        if self.overtaken:
            words = f"{self.saved_by} saved this page while you were typing. Look at what is new, then save yours."
            self.add_error(None, words)
        self.ask_for_the_other_half(data)
        for name in self.subjects.unsaid(data):
            self.add_error(name, "Write what each side thought.")
        if data.get("lesson") and not data.get("lesson_kind") and "lesson_kind" not in self.errors:
            self.add_error("lesson_kind", "Choose if it went well, went wrong or was a surprise.")
        if data.get("teller") and not data.get("tell_by") and "tell_by" not in self.errors:
            self.add_error("tell_by", "Give the day by which people hear.")
        return data

    def ask_for_the_other_half(self, data: dict[str, Any]) -> None:
        """A question without what was decided, or the other way round."""
        for line in LINES:
            question, decided = data.get(f"question_{line}"), data.get(f"decided_{line}")
            if decided and not question and f"question_{line}" not in self.errors:
                self.add_error(f"question_{line}", "Write what the question was.")
            if question and not decided and f"decided_{line}" not in self.errors:
                self.add_error(f"decided_{line}", "Write what was decided.")

    def clean_tell_by(self) -> date | None:
        day = self.cleaned_data["tell_by"]
        if day and day < self.today and day != self.session.tell_by:
            raise forms.ValidationError("That day is over. Give a day to come.")
        return day

    def theirs(self) -> list[tuple[str, str, str]]:
        """Where somebody else saved something else meanwhile: the question, their words, the words typed here."""
        typed = self.session.closing.get("typed")
        now = ClosingForm(typed, session=self.session, by=self.by, today=self.today, as_typed=True)
        both = [(now[name], self[name]) for name in in_page_order(self) if name in now.fields]
        lines = [(strip_tags(str(mine.label)), in_words(theirs), in_words(mine)) for theirs, mine in both]
        return [line for line in lines if line[1] != line[2]]

    def keep_for_later(self, as_at: datetime) -> None:
        """Everything as it is typed. Nothing of it counts yet."""
        names = {part for name in self.fields for part in parts_of(self[name])} - {"seen"}
        typed = {name: self.data[name].replace("\0", "") for name in names if name in self.data}
        self.session.closing = self.mark(as_at) | {"typed": typed}
        self.session.save(update_fields=["closing"])

    def mark(self, as_at: datetime) -> dict[str, Any]:
        return {"at": as_at.isoformat(), "by": str(self.by.pk)}

    @cached_property
    def saved_by(self) -> Person:
        return Person.objects.get(pk=self.session.closing["by"])

    @property
    def saved_at(self) -> datetime:
        return datetime.fromisoformat(self.session.closing["at"])

    def close(self, as_at: datetime) -> None:
        """Everything at once: the day, who came, the agenda, what was decided, the lesson, the promise to tell."""
        session, data = self.session, self.cleaned_data
        session.closed_on = session.closed_on or self.today
        session.closed_by = session.closed_by or self.by
        session.plan_kept, session.wandered = data["plan_kept"], data["wandered"]
        session.place_thoughts = data["place_thoughts"]
        session.teller_id, session.tell_by = data["teller"] or None, data["tell_by"] or session.tell_by or self.promised
        session.closing = self.mark(as_at)
        session.save(update_fields=CLOSED)
        self.people.write(data)
        self.subjects.write(data, self.by)
        self.write_decisions()
        if data["lesson"]:
            self.write_lesson()

    def write_decisions(self) -> None:
        """Drafts: they wait for a reason, and for who decided."""
        for line in LINES:
            if self.cleaned_data[f"question_{line}"]:
                Decision(
                    project=self.session.project,
                    session=self.session,
                    agenda_item=self.subjects.items.get(self.cleaned_data.get(f"subject_{line}", "")),
                    question=self.cleaned_data[f"question_{line}"],
                    decided=self.cleaned_data[f"decided_{line}"],
                    made_on=self.session.day or self.today,
                    recorded_by=self.by,
                ).record()

    def write_lesson(self) -> None:
        data = self.cleaned_data
        Lesson.objects.create(
            project=self.session.project,
            session=self.session,
            kind=data["lesson_kind"],
            what=data["lesson"],
            beyond=data["beyond"],
            by=self.by,
            on=self.session.day or self.today,
        )


CLOSED = ["closed_on", "closed_by", "plan_kept", "wandered", "place_thoughts", "teller", "tell_by", "closing", "words"]


def decision_lines(subjects: Subjects) -> dict[str, forms.Field]:
    """Room for three decisions in a line each, and which subject each came from."""
    fields: dict[str, forms.Field] = {}
    for line in LINES:
        number = format_html('<span class="vh">Decision {}: </span>', line)
        question, decided = (
            format_html("{}{}", number, words) for words in ("What was the question?", "What was decided?")
        )
        if subjects.items:
            fields[f"subject_{line}"] = forms.ChoiceField(
                label=format_html("{}Which subject was it?", number),
                choices=[("", "None of these"), *((key, item.what) for key, item in subjects.items.items())],
                required=False,
                error_messages={"invalid_choice": "Choose from this list."},
            )
        fields[f"question_{line}"] = forms.CharField(label=question, required=False, max_length=160)
        fields[f"decided_{line}"] = forms.CharField(label=decided, required=False, max_length=1000)
    return fields
