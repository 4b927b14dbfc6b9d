"""The rows of a closing page about the agenda: what became of each subject."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.db import models
from django.db.models import Q
from django.utils.html import format_html

from participants.models import Person
from participants.templatetags.look import short_day
from projects.models import AgendaItem, ItemKind, Session

WEEKS = (2, 4, 8, 12)
NO_SUBJECTS = (ItemKind.WELCOME, ItemKind.BREAK, ItemKind.CLOSE)


class Became(models.TextChoices):
    """What became of a subject on the day."""

    DONE = "done", "Done"
    APART = "apart", "We did not agree"
    PARK = "park", "Park it"
    DROP = "drop", "Drop it"


class Subjects:
    """One row for each subject that stood on the agenda that day."""

    def __init__(self, session: Session, today: date) -> None:
        that_day = Q(dropped_on=None) | Q(dropped_on__gte=session.day or today)
        subjects = session.agenda.filter(that_day).exclude(kind__in=NO_SUBJECTS).order_by("position", "recorded_at")
        self.items = {item.pk.hex: item for item in subjects}
        later = AgendaItem.objects.standing().filter(continues__in=list(self.items))
        self.later = {item.continues_id.hex: item for item in later if item.continues_id}
        self.today = today

    def fields(self) -> dict[str, forms.Field]:
        """Three questions for each subject."""
        return {name: field for key, item in self.items.items() for name, field in self.questions(key, item).items()}

    def questions(self, key: str, item: AgendaItem) -> dict[str, forms.Field]:
        said = format_html('What happened?<span class="vh"> {}</span>', item.what)
        back = format_html('When does it come back?<span class="vh"> {}</span>', item.what)
        return {
            f"did_{key}": forms.ChoiceField(
                label=item.what,
                choices=Became.choices,
                widget=forms.RadioSelect({"class": "opts"}),
                required=False,
                initial=self.became(key, item),
            ),
            f"said_{key}": forms.CharField(label=said, required=False, max_length=400, initial=item.what_happened),
            f"back_{key}": forms.ChoiceField(
                label=back, choices=self.days(key), required=False, initial=self.back(key)
            ),
        }

    def became(self, key: str, item: AgendaItem) -> Became:
        if item.dropped_on:
            return Became.DROP
        if item.disagreed:
            return Became.APART
        return Became.PARK if key in self.later else Became.DONE

    def back(self, key: str) -> str:
        """The day it comes back, as it stands or in four weeks."""
        if key in self.later:
            return str(self.later[key].return_by or "")
        return str(self.today + timedelta(weeks=4))

    def days(self, key: str) -> list[tuple[str, str]]:
        """Days to choose from, soonest first."""
        days = {self.today + timedelta(weeks=weeks): f"In {weeks} weeks" for weeks in WEEKS}
        if key in self.later and (known := self.later[key].return_by):
            days.setdefault(known, "As it was")
        words = [(str(day), f"{when}, by {short_day(day)}") for day, when in sorted(days.items())]
        return [*words, ("", "We do not know yet")]

    def layout(self) -> list[Div]:
        return [
            Div(f"did_{key}", f"said_{key}", Div(f"back_{key}", css_class="when-parked"), css_class="subject")
            for key in self.items
        ]

    def unsaid(self, data: dict[str, Any]) -> list[str]:
        """The boxes in which the two sides are missing: we did not agree, and nobody says who thought what (L13)."""
        return [
            f"said_{key}"
            for key in self.items
            if data.get(f"did_{key}") == Became.APART and data.get(f"said_{key}") == ""
        ]

    def write(self, data: dict[str, Any], by: Person) -> None:
        """Put down what became of each. The session is closed by now: what is parked goes on as a row of its own."""
        for key, item in self.items.items():
            back = date.fromisoformat(data[f"back_{key}"]) if data[f"back_{key}"] else None
            did, words = data[f"did_{key}"] or Became.DONE, data[f"said_{key}"]
            self.write_item(item, did, words, by)
            if did == Became.PARK and key not in self.later:
                item.park(by, self.today, back, words)
            elif key in self.later and not self.later[key].session_id:
                self.write_later(self.later[key], did, back, by)

    def write_item(self, item: AgendaItem, did: str, words: str, by: Person) -> None:
        """What happened, and whether it was dropped; nothing where nothing changed."""
        apart = did == Became.APART
        changed = (
            item.what_happened != words or bool(item.dropped_on) != (did == Became.DROP) or item.disagreed != apart
        )
        item.what_happened, item.disagreed = words, apart
        if changed and did == Became.DROP:
            item.drop(by, item.dropped_on or self.today, words)
        elif changed:
            item.dropped_on = None
            item.keep(by)

    def write_later(self, later: AgendaItem, did: str, back: date | None, by: Person) -> None:
        """Its row among the parked ones: another day, or no longer needed."""
        if did != Became.PARK:
            later.drop(by, self.today, "It does not need to come back.")
        elif later.return_by != back:
            later.return_by = back
            later.keep(by)
