"""The rows of a closing page about people: who came, as what, who led."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Div, LayoutObject
from django import forms
from django.utils.html import format_html

from participants.folding import fold
from participants.forms.layout import Row
from participants.models import Person
from projects.forms.from_many import key_of
from projects.models import Attendance, Capacity, Coming, Membership, Part, Session
from projects.near import first_of, people_named, people_near

OTHERS = 20  # a row each, of those who were not asked
REPLIES = {Coming.YES: "Said yes.", Coming.MAYBE: "Did not know yet.", Coming.NO: "Said no.", "": "No reply."}
NO_SIDE = [(part.value, part.label) for part in (Part.SUPPORTER, Part.INTERPRETER)]
AS_WHAT = [("", "Did not say"), *Capacity.choices, *NO_SIDE]
# What somebody chose for numbers only stands beside no name, on this page neither.
THEIR_OWN = ("own", "As they said themselves")


def is_theirs(row: Attendance) -> bool:
    """They chose in which capacity they are counted, and not that others may see it."""
    chose = row.replied_on and not row.written_by_id and row.capacity and not row.shown
    return bool(chose and row.part == Part.TAKING_PART)


class WhoCame:
    """One row for each person who was asked; folded away, one for each other person who is near, or was ticked.

    Anybody else of the project counts once their name is typed.
    """

    def __init__(self, session: Session, data: Mapping[str, Any]) -> None:
        asked = session.attendance.select_related("person")
        self.asked = {(row.person_id or row.pk).hex: row for row in sorted(asked, key=lambda row: str(row).casefold())}
        places = Membership.objects.current().of(session.project).may("see_sessions")
        people = Person.objects.filter(pk__in=places.values("person"))
        rest = people.exclude(pk__in=[row.person_id for row in self.asked.values() if row.person_id])
        ticked = set(filter(None, (key_of(name.removeprefix("came_")) for name in data)))
        others, self.more = first_of(people_near(rest, session.project), OTHERS, ticked)
        others.sort(key=lambda person: (fold(person.name), person.pk))
        self.others = {person.pk.hex: Attendance(session=session, person=person) for person in others}
        self.session, self.rest = session, rest

    @property
    def rows(self) -> dict[str, Attendance]:
        return self.asked | self.others

    def fields(self) -> dict[str, forms.Field]:
        """Three questions for each person."""
        return {name: field for key, row in self.rows.items() for name, field in self.questions(key, row).items()}

    def questions(self, key: str, row: Attendance) -> dict[str, forms.Field]:
        name = str(row)
        came = row.reply == Coming.YES if row.came is None else row.came
        as_what = row.capacity if row.part == Part.TAKING_PART else row.part
        choices = [THEIR_OWN, *AS_WHAT] if is_theirs(row) else AS_WHAT
        said = REPLIES[row.reply] if row.invited_on else "A guest." if row.guest else ""
        led = format_html('<span class="vh">{} </span>Led it', name)
        return {
            f"came_{key}": forms.BooleanField(label=name, help_text=said, required=False, initial=came),
            f"as_{key}": forms.ChoiceField(
                label=f"{name} is counted as",
                choices=choices,
                required=False,
                initial=THEIR_OWN[0] if is_theirs(row) else as_what,
            ),
            f"led_{key}": forms.BooleanField(label=led, required=False, initial=row.leads),
        }

    def layout(self) -> list[LayoutObject]:
        asked = [self.row(key) for key in self.asked]
        if not self.others:
            return asked
        others = Div(*map(self.row, self.others), template="feedback/_closing_others.html")
        others.open = not asked
        return [*asked, others]

    def row(self, key: str) -> Div:
        return Row(f"came_{key}", f"as_{key}", f"led_{key}", css_class="came")

    def somebody_came(self, data: Mapping[str, Any]) -> bool:
        return any(data.get(f"came_{key}") for key in self.rows) or bool(str(data.get("guests", "")).strip())

    def write(self, data: dict[str, Any]) -> None:
        """Put down who came. A name that was typed counts for the person of that name, if there is one."""
        typed = {fold(name): name for name in data["guests"]}
        for key, row in self.rows.items():
            named = bool(typed.pop(fold(str(row)), ""))
            write_row(row, data[f"came_{key}"] or named, data[f"as_{key}"], data[f"led_{key}"])
        for pk, name in people_named(self.rest, list(typed)).items():
            if typed.pop(name, ""):
                Attendance.objects.create(session=self.session, person_id=pk, came=True)
        for name in typed.values():
            Attendance.objects.create(session=self.session, guest=name, came=True)


def write_row(row: Attendance, came: bool, as_what: str, led: bool) -> None:
    """Whoever was asked keeps their row. Of the others, only those who came have one."""
    if not came and not row.invited_on and not row.reply:
        if not row._state.adding:
            row.delete()
        return
    row.came, row.leads = came, came and led
    if came and as_what != THEIR_OWN[0]:
        capacity = as_what if as_what in Capacity.values else ""
        row.shown = row.shown and capacity == row.capacity  # they agreed to be shown as something else
        row.capacity, row.part = capacity, as_what if as_what in dict(NO_SIDE) else Part.TAKING_PART
    row.save()
