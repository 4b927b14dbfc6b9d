"""Planning a session. When and where may be unknown."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.utils import timezone

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.fold import Fold
from projects.forms.project import too_long
from projects.forms.times import TimeInWordsField, at_that_time
from projects.grounds import in_words
from projects.models import AgendaItem, PlaceKind, Project, Session, SessionKind, VenueFact

GROUND = "On whose ground do we meet?"
NOT_KNOWN = "Leave it empty if you do not know yet."
KINDS = {
    SessionKind.WORKING: "For everyone who takes part.",
    SessionKind.EVENT: "Other people can come too.",
    SessionKind.MEMBERS: "Members alone, with whoever plans it. Nobody else sees that it takes place.",
    SessionKind.STAFF: "People who work here prepare something.",
}
KNOWN = [("", "Not known"), ("yes", "Yes"), ("no", "No")]
VENUE_HINT = HTML(
    '<p class="hint">People ask about these before they come. Say only what somebody has seen with their own eyes.</p>'
)
POWER = HTML(
    '<p class="note"><span><b>Who has power in this room?</b> Think of who pays, chairs, decides, treats whom. '
    'Say it <a href="{% url "notebook" project.pk %}?kind=power" target="_blank">in the notebook (new page)</a>.'
    "</span></p>"
)
FAR = timedelta(days=366)


def named(fact: VenueFact) -> str:
    return f"venue_{fact.value}"


class SessionForm(forms.ModelForm):
    kind = forms.ChoiceField(label="What kind of session is it?", widget=forms.RadioSelect, initial=SessionKind.WORKING)
    day = DatePartsField(label="Which day?", help_text=f"For example 27 3 2026. {NOT_KNOWN}", required=False)
    begins = TimeInWordsField(label="When does it start?", help_text="Like 10:30am or 2pm.", required=False)
    ends = TimeInWordsField(label="When does it end?", help_text=NOT_KNOWN, required=False)
    place_kind = forms.ChoiceField(
        label="Could we go to them?",
        choices=PlaceKind,
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
    )

    class Meta:
        model = Session
        fields = [
            *("title", "kind", "place_kind", "place", "also_online", "online_link", "welcome", "safety_plan"),
            *("strand", "stage"),
        ]
        labels = {
            "title": "What is it about?",
            "place": "Where exactly?",
            "also_online": "People can join online or by phone too",
            "online_link": "Which link or number do they use?",
            "welcome": "Who welcomes people?",
            "safety_plan": "If it gets too much",
            "strand": "Which part of the work is it?",
            "stage": "Which stage is it?",
        }
        help_texts = {
            "title": "A few words. For example: the first phone call.",
            "place": f"Building, floor, town. {NOT_KNOWN}",
            "online_link": NOT_KNOWN,
            "welcome": f"For example: Rowan, at the front door. {NOT_KNOWN}",
            "safety_plan": "Who can people talk to, where is it quiet, how do they get out without being looked at?",
            "strand": "Leave it empty if there is only one.",
        }
        widgets = {"safety_plan": forms.Textarea(attrs={"rows": 3})}
        error_messages = {
            "title": {"required": "Say in a few words what it is about.", "max_length": too_long(100)},
            "place": {"max_length": too_long(200)},
            "online_link": {"max_length": too_long(300)},
            "welcome": {"max_length": too_long(80)},
            "safety_plan": {"max_length": too_long(400)},
            "strand": {"max_length": too_long(60)},
        }

    def __init__(self, *args: Any, project: Project, as_at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.project, self.as_at = project, as_at
        self.fields["kind"].choices = [(kind.value, f"{kind.label}\n{KINDS[kind]}") for kind in self.kinds()]
        self.fields["stage"].queryset = project.stages.all()
        self.fields["stage"].empty_label = "The one we are in" if self.instance._state.adding else "Not known"
        self.fields["place_kind"].help_text = " ".join(filter(None, [GROUND, self.so_far(), NOT_KNOWN]))
        self.ask_about_the_place()
        if self.instance.starts_at:
            self.initial["day"], self.initial["begins"] = self.instance.day, local_time(self.instance.starts_at)
            self.initial["ends"] = local_time(self.instance.ends_at)
        self.helper = FormHelper()
        self.helper.layout = self.layout()

    def so_far(self) -> str:
        """On whose ground this group has met until now."""
        return in_words(**Session.objects.filter(project=self.project).grounds(self.as_at))

    def kinds(self) -> list[SessionKind]:
        """What was planned for members alone stays so, and the other way round: their sessions count apart."""
        apart = [SessionKind.MEMBERS]
        if self.instance._state.adding:
            return list(SessionKind)
        return apart if self.instance.members_only else [kind for kind in SessionKind if kind not in apart]

    def ask_about_the_place(self) -> None:
        for fact in VenueFact:
            known = self.instance.venue.get(fact.value)
            self.fields[named(fact)] = forms.ChoiceField(
                label=fact.label,
                choices=KNOWN,
                required=False,
                initial={True: "yes", False: "no"}.get(known, ""),
            )

    def layout(self) -> Layout:
        return Layout(
            "title",
            "kind",
            Fieldset("When?", "day", Div("begins", "ends", css_class="grid g2 times")),
            Fieldset("Where?", "place_kind", "place", "also_online", Div("online_link", css_class="when-from-afar")),
            Div(
                Fold("What we know about the place", VENUE_HINT, Div(*map(named, VenueFact), css_class="grid g2")),
                css_class="when-a-place",
            ),
            POWER,
            "welcome",
            "safety_plan",
            Fold("Which part of the work, and which stage", "strand", "stage"),
            Button("Save"),
        )

    def clean_day(self) -> date | None:
        """Not so far away that the year must be wrong."""
        day: date | None = self.cleaned_data["day"]
        today = timezone.localdate(self.as_at)
        if day and day != self.instance.day and day < today - FAR:
            raise forms.ValidationError("That is more than a year ago. Check the year.")
        if day and day > today + 3 * FAR:
            raise forms.ValidationError("That is more than three years away. Check the year.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(name in self.errors for name in ("day", "begins", "ends")):
            for name, fault in self.faults(data.get("day"), data.get("begins"), data.get("ends")):
                self.add_error(name, fault)
        return data

    def faults(self, day: date | None, begins: time | None, ends: time | None) -> Iterator[tuple[str, str]]:
        """What does not fit together; when all does, the session gets its moments."""
        starts_at = at_that_time(day, begins) if day and begins else None
        ends_at = at_that_time(day, ends) if day and ends else None
        if not day and (begins or ends):
            yield "day", "Give the day too, or leave the times empty."
        elif day and not begins:
            yield "begins", "Give a time too. You can still change it later."
        elif (begins and day and not starts_at) or (ends and day and not ends_at):
            yield "begins" if not starts_at else "ends", "The clocks go forward that night, and leave this hour out."
        elif begins and ends and ends <= begins:
            yield "ends", "It ends before it starts. Check the two times."
        else:
            self.instance.starts_at, self.instance.ends_at = starts_at, ends_at

    def write_down(self, by: Person) -> Session:
        """The saved session. A new one may be what a parked subject has waited for."""
        session, new = self.instance, self.instance._state.adding
        answers = {fact.value: self.cleaned_data[named(fact)] for fact in VenueFact}
        session.venue = {fact: answer == "yes" for fact, answer in answers.items() if answer}
        if new:
            session.project, session.made_by = self.project, by
            session.stage = session.stage or self.project.stages.now(timezone.localdate(self.as_at))
            session.record()
        else:
            session.replan()
        AgendaItem.objects.filter(project=self.project).come_back(self.as_at)
        return session


def local_time(at: datetime | None) -> time | None:
    """What clocks here show."""
    return timezone.localtime(at).time() if at else None


class CancelForm(forms.Form):
    why = forms.CharField(
        label="Why does it not take place?",
        help_text="Everyone who was asked reads this.",
        max_length=300,
        error_messages={"required": "Say why, so that nobody wonders.", "max_length": too_long(300)},
    )

    helper = FormHelper()
    helper.layout = Layout("why", Button("Cancel the session"))
