"""Who is asked to a session, and what each of them says."""

from datetime import date
from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms

from participants.forms.layout import Button
from participants.models import Person
from projects.forms.project import too_long
from projects.models import Attendance, Capacity, Channel, Coming, Part, PlaceKind, Role, Session
from projects.models.attendance import to_ask

RATHER_NOT = "rather not"  # not empty: so that nothing is ticked for somebody who has not looked yet
AS_THEY_SAID = "as they said"
THEY_SAID = [
    ("", "Nothing yet"),
    (Coming.YES, "Yes"),
    (Coming.MAYBE, "They do not know yet"),
    (Coming.NO, "Not this time"),
]
HOW_JOINED = {PlaceKind.ONLINE: Channel.ONLINE, PlaceKind.PHONE: Channel.PHONE}


class AskForm(forms.Form):
    """The people who are not asked yet. `everyone`: those for whom this kind of session is."""

    people = forms.MultipleChoiceField(
        label="Who shall we ask?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the people you want to ask."},
    )

    def __init__(self, *args: Any, session: Session, **more: Any) -> None:
        super().__init__(*args, **more)
        self.places = {place.person: place for place in reversed(to_ask(session))}
        people = sorted(self.places, key=lambda person: (person.name, str(person.pk)))
        here = [person for person in people if self.places[person].project_id]
        self.everyone = [person for person in here if session.is_for(Role(self.places[person].role))]
        self.fields["people"].choices = [
            (str(person.pk), f"{person.name}\n{self.places[person].get_role_display()}") for person in people
        ]

    def chosen(self) -> list[Person]:
        """Those who were ticked; of those who have been asked meanwhile none."""
        keys = {UUID(key) for key in self.cleaned_data["people"]}
        return [person for person in self.places if person.pk in keys]


class ReplyForm(forms.ModelForm):
    """What one person says about one session."""

    reply = forms.ChoiceField(
        label="Your answer",
        choices=Coming,
        widget=forms.RadioSelect,
        error_messages={"required": "Say if you come. You can change it later."},
    )
    capacity = forms.ChoiceField(
        label="How do you want to be counted this time?",
        help_text="We count how many people speak from which kind of experience. You choose anew each time.",
        choices=[*Capacity.choices, (RATHER_NOT, "I would rather not say")],
        widget=forms.RadioSelect,
        required=False,
    )
    channel = forms.ChoiceField(
        label="How will you join?",
        choices=Channel,
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
    )

    class Meta:
        model = Attendance
        fields = ["reply", "capacity", "shown", "channel", "supporter"]
        labels = {
            "shown": "This may stand beside my name that day",
            "supporter": "I bring somebody who supports me",
        }
        help_texts = {
            "shown": "Leave it empty, and people see numbers only.",
            "supporter": "They are welcome. They take no side, so they are counted apart.",
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        session = self.instance.session
        if self.instance.reply and not self.instance.capacity:
            self.initial["capacity"] = RATHER_NOT
        if not session.also_online:
            del self.fields["channel"]
            self.instance.channel = HOW_JOINED.get(session.place_kind, Channel.ROOM)
        self.helper = FormHelper()
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        joins = ["channel"] if "channel" in self.fields else []
        coming = Div("capacity", Div("shown", css_class="when-counted"), *joins, "supporter", css_class="when-coming")
        return Layout("reply", coming, Button("Send it", big=True))

    def clean_capacity(self) -> str:
        chosen: str = self.cleaned_data["capacity"]
        return "" if chosen == RATHER_NOT else chosen

    def clean_channel(self) -> str:
        return self.cleaned_data["channel"] or Channel.ROOM

    def clean(self) -> dict[str, Any]:
        """Who does not come is counted as nothing, and nothing stands beside a name that is not counted."""
        data = super().clean() or {}
        if data.get("reply") == Coming.NO:
            data |= {"capacity": "", "shown": False, "supporter": False}
        if not data.get("capacity"):
            data["shown"] = False
        return data

    def write_down(self, on: date) -> Attendance:
        """Their own words, said with the session before their eyes."""
        mine = self.instance
        mine.replied_on, mine.written_by, mine.knows = on, None, mine.session.sequence
        mine.save()
        return mine


def stamp(line: Attendance) -> str:
    """What stood in a line when its form was made, without how they want to be counted."""
    said = (line.reply, line.replied_on, line.written_by_id, line.shown, line.supporter)
    return "" if line._state.adding else " ".join(map(str, said))


class LineForm(forms.ModelForm):
    """One line of the list, as whoever plans the session writes it down: a reply by phone, who leads, a guest."""

    reply = forms.ChoiceField(
        label="What did they say?", choices=THEY_SAID, widget=forms.RadioSelect({"class": "opts"}), required=False
    )
    capacity = forms.ChoiceField(
        label="How do they want to be counted this time?",
        help_text="Ask them. They choose anew each time.",
        widget=forms.RadioSelect,
        required=False,
    )
    part = forms.ChoiceField(
        label="What is their part?",
        help_text="Supporters and interpreters take no side. They are counted apart.",
        choices=Part,
        widget=forms.RadioSelect({"class": "opts"}),
        initial=Part.TAKING_PART,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Attendance
        fields = ["guest", "reply", "capacity", "shown", "part", "supporter", "leads"]
        labels = {
            "guest": "What is their name?",
            "shown": "It may stand beside their name that day",
            "supporter": "They bring somebody who supports them",
            "leads": "They lead the session",
        }
        help_texts = {
            "guest": "As they want to be named.",
            "shown": "Only if they say so.",
            "leads": "Everyone sees who leads. More than one person can.",
        }
        error_messages = {"guest": {"required": "Give a name.", "max_length": too_long(80)}}

    def __init__(self, data: Any = None, *, instance: Attendance) -> None:
        mine = instance
        # What somebody chose on their own page is theirs to show: it stays as it is, unless they say otherwise.
        self.kept = mine.capacity if mine.replied_on and not mine.written_by_id and not mine.shown else None
        self.overtaken = data is not None and data.get("seen", "") != stamp(mine)
        super().__init__(self.with_theirs(data, mine) if self.overtaken else data, instance=instance)
        self.initial["seen"] = stamp(mine)
        choices = [*Capacity.choices, ("", "They did not say")]
        if self.kept is not None:
            choices = [(AS_THEY_SAID, "As they said themselves"), *Capacity.choices, ("", "They would rather not say")]
            self.initial["capacity"] = AS_THEY_SAID
        self.fields["capacity"].choices = choices
        if mine.person_id:
            del self.fields["guest"]
        else:
            self.fields["guest"].required = True
        self.helper = FormHelper()
        asked = [name for name in self.Meta.fields if name in self.fields]
        self.helper.layout = Layout("seen", *asked, Button("Save"))

    def with_theirs(self, data: Any, mine: Attendance) -> dict[str, Any]:
        """What was typed, with what they said meanwhile in its place: their words are not overwritten unseen."""
        theirs = {
            "reply": mine.reply,
            "capacity": mine.capacity if self.kept is None else AS_THEY_SAID,
            "shown": mine.shown,
            "supporter": mine.supporter,
            "seen": stamp(mine),
        }
        return dict(data.items()) | theirs

    def clean_capacity(self) -> str:
        chosen = self.cleaned_data["capacity"]
        return (self.kept or "") if chosen == AS_THEY_SAID else chosen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.overtaken:
            self.add_error(None, "They answered while you were typing. Their answer is in the form now. Save it again.")
        if not data.get("capacity"):
            data["shown"] = False
        return data

    def write_down(self, by: Person, on: date) -> Attendance:
        """A reply that was said to somebody keeps who wrote it down."""
        line = self.instance
        if {"reply", "guest"} & {*self.changed_data} or ("capacity" in self.changed_data and line.reply):
            line.replied_on, line.written_by, line.knows = on if line.reply else None, by, line.session.sequence
        line.save()
        return line
