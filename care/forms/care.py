"""Looking after someone: what is offered, and what became of it."""

from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import models

from care.models import Care, CareKind
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.fold import Fold
from projects.forms.from_many import FromMany, offer_people, offer_sessions
from projects.forms.project import too_long
from projects.models import Membership, Project, Session

OFFERED: list[CareKind] = [kind for kind in CareKind if kind != CareKind.CONTACT]
CHOOSE: dict[str, str] = {"invalid_choice": "Choose one line of the list."}


class Became(models.TextChoices):
    OFFERED = "offered", "I offer it now"
    HELD = "held", "It took place"
    DECLINED = "declined", "They said no, thank you"


def stands(care: Care) -> dict[str, Any]:
    """What became of it, and on which day."""
    became = Became.HELD if care.held_on else Became.DECLINED if care.declined_on else Became.OFFERED
    return {"became": became, "on": care.held_on or care.declined_on or care.offered_on}


class CareForm(forms.ModelForm):
    """What was offered, to whom, and what became of it; the note is for the two alone."""

    became = forms.ChoiceField(
        label="What became of it?",
        choices=Became.choices,
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Choose what became of it."},
    )
    on = DatePartsField(label="On which day?", error_messages={"required": "Give the day."})

    class Meta:
        model = Care
        fields = ["person", "kind", "about", "with_whom", "session", "note"]
        field_classes = dict.fromkeys(("person", "with_whom", "session"), FromMany)
        labels = {
            "person": "Who is it for?",
            "kind": "What is it?",
            "about": "What exactly?",
            "with_whom": "Who talks with them?",
            "session": "Before or after which session?",
            "note": "What do you two want to remember?",
        }
        help_texts = {
            "about": "Leave this empty if nothing comes to mind. Everybody who facilitates reads it.",
            "note": "Only the two of you can read this. Leave it empty unless you both want it.",
        }
        error_messages = {
            "person": {"required": "Choose who it is for.", **CHOOSE},
            "kind": {"required": "Choose what it is."},
            "about": {"max_length": too_long(120)},
            "with_whom": CHOOSE,
            "session": CHOOSE,
        }
        widgets = {"kind": forms.RadioSelect, "note": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, project: Project, by: Person, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.project, self.by, self.today = project, by, today
        self.new = self.instance._state.adding
        self.ask_whom()
        kinds = cast(forms.ChoiceField, self.fields["kind"])
        kinds.choices = [(kind, f"{kind.label}\n{kind.hint}") for kind in self.kinds()]
        offer_sessions(self, "session", Session.objects.seen_in(project)).empty_label = "None"
        if not self.new and by.pk not in self.instance.is_between:
            del self.fields["note"]
        self.initial.update({"became": Became.OFFERED, "on": today} if self.new else stands(self.instance))
        self.helper = FormHelper()
        more_fields = [name for name in ("about", "session", "note") if name in self.fields]
        first = [name for name in ("person", "kind", "with_whom") if name in self.fields]
        self.helper.layout = Layout(*first, "became", "on", Fold("More about it", *more_fields), Button("Save"))

    def kinds(self) -> list[CareKind]:
        """What can be offered; what somebody asked for stays what it is."""
        return [CareKind.CONTACT] if self.instance.kind == CareKind.CONTACT else OFFERED

    def ask_whom(self) -> None:
        """For whom, once; with whom: anybody here."""
        here = Membership.objects.current().of(self.project)
        people = Person.objects.filter(pk__in=here.may("say").values("person"))
        if not self.new:
            del self.fields["person"]
        else:
            offer_people(self, "person", people.exclude(pk=self.by.pk), self.project).empty_label = "Choose"
        self.initial.setdefault("with_whom", self.by.pk)
        offer_people(self, "with_whom", people, self.project).empty_label = "Nobody yet"

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("That day has not come yet. Write it down when it took place.")
        return on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        person = data.get("person") if self.new else self.instance.person
        if person and data.get("with_whom") == person:
            self.add_error("with_whom", f"Choose somebody else. {person.first_name} is the one it is for.")
        return data

    def write_down(self) -> Care:
        """The day goes to what became of it; an offer keeps the day on which it was first made."""
        care, on, became = self.instance, self.cleaned_data["on"], self.cleaned_data["became"]
        if self.new:
            care.project, care.written_by = self.project, self.by
        care.offered_on = on if self.new or became == Became.OFFERED else min(care.offered_on, on)
        care.held_on = on if became == Became.HELD else None
        care.declined_on = on if became == Became.DECLINED else None
        care.save()
        return care


class NoteForm(forms.ModelForm):
    """What the two want to remember, from the side of the person it is for."""

    class Meta:
        model = Care
        fields = ["note"]
        widgets = {"note": forms.Textarea({"rows": 4})}
        error_messages = {"note": {"max_length": too_long(1000)}}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        other = self.instance.with_whom
        self.fields["note"].label = f"Only you and {other.first_name} read this" if other else "Only you read this"
        self.helper = FormHelper()
        self.helper.layout = Layout("note", Button("Save"))
