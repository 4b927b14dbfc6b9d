"""What is done about each need at a session; and what the person says afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from care.models import Adjustment, Met, Need
from participants.models import Person
from projects.forms.project import too_long
from projects.models import Membership, Session

PARTS = ("what", "who", "cost", "in_place")


@dataclass(frozen=True)
class Row:
    """One need with its four questions, for the page."""

    need: Need
    known: Adjustment
    what: BoundField
    who: BoundField
    cost: BoundField
    in_place: BoundField

    @property
    def folded(self) -> bool:
        """In place, and nothing to mend."""
        wrong = any(field.errors for field in (self.what, self.who, self.cost, self.in_place))
        return bool(self.known.in_place_on) and not wrong


class SortForm(forms.Form):
    """Four questions for each need. A need of which nothing was sent stays as it is."""

    def __init__(self, data: Any = None, *, session: Session, needs: Iterable[Need]) -> None:
        super().__init__(data)
        self.session = session
        self.needs = {str(need.pk): need for need in needs}
        done = Adjustment.objects.filter(session=session, need__in=list(self.needs))
        known = {str(one.need_id): one for one in done}
        self.known = {key: known.get(key) or Adjustment(session=session, need=need) for key, need in self.needs.items()}
        places = Membership.objects.current().of(session.project).exclude(role="member")
        staff = Person.objects.filter(pk__in=places.values("person")).order_by("name", "pk")
        who = [("", "Nobody yet"), *((str(one.pk), one.name) for one in staff)]
        for key, one in self.known.items():
            self.ask(key, one, who)

    def ask(self, key: str, one: Adjustment, who: list[tuple[str, str]]) -> None:
        """The questions about one need."""
        what = forms.CharField(
            label="What do we do?", required=False, max_length=300, widget=forms.Textarea({"rows": 2})
        )
        what.error_messages["max_length"] = too_long(300)
        pounds = {"invalid": "Write pounds, like 45 or 45.50.", "min_value": "Write 0 or more."}
        most = {"max_digits": "Write less than a million pounds.", "max_decimal_places": pounds["invalid"]}
        cost = forms.DecimalField(
            label="What does it cost, in pounds?",
            help_text="Leave it empty if you do not know.",
            required=False,
            min_value=0,
            max_digits=8,
            decimal_places=2,
            widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
            error_messages=pounds | most | {"max_whole_digits": most["max_digits"]},
        )
        self.fields |= {
            f"{key}-what": what,
            f"{key}-who": forms.ChoiceField(label="Who sees to it?", choices=who, required=False),
            f"{key}-cost": cost,
            f"{key}-in_place": forms.BooleanField(label="It is in place", required=False),
        }
        values = (one.what, str(one.who_id or ""), one.cost, bool(one.in_place_on))
        self.initial.update({f"{key}-{part}": value for part, value in zip(PARTS, values, strict=True)})

    @property
    def rows(self) -> list[Row]:
        """What is open stands first."""
        parts = {key: [self[f"{key}-{part}"] for part in PARTS] for key in self.needs}
        rows = [Row(need, self.known[key], *parts[key]) for key, need in self.needs.items()]
        return sorted(rows, key=lambda row: bool(row.known.in_place_on))

    def sent(self) -> Iterable[str]:
        """The keys of needs of which something was typed or changed."""
        changed = {name.rpartition("-")[0] for name in self.changed_data}
        there = {name.rpartition("-")[0] for name in self.data}
        return [key for key in self.needs if key in changed & there]

    def clean(self) -> dict[str, Any]:
        """What is in place can be told to the person."""
        data = super().clean() or {}
        for key in self.sent():
            if data.get(f"{key}-in_place") and not data.get(f"{key}-what") and f"{key}-what" not in self.errors:
                self.add_error(f"{key}-what", "Write what we do. The person reads it.")
        return data

    def keep(self, on: date) -> None:
        """What is done about each. In place since the day it was first ticked."""
        for key in self.sent():
            one, data = self.known[key], self.cleaned_data
            one.what, one.who_id = data[f"{key}-what"], data[f"{key}-who"] or None
            one.cost = data[f"{key}-cost"]
            one.in_place_on = (one.in_place_on or on) if data[f"{key}-in_place"] else None
            one.save()


class MetForm(forms.Form):
    """Was it there? The button is the answer; words are welcome."""

    says = forms.CharField(
        label="In your words",
        help_text="Leave this empty if nothing comes to mind.",
        widget=forms.Textarea({"rows": 2}),
        required=False,
        max_length=600,
        error_messages={"max_length": too_long(600)},
    )
    met = forms.ChoiceField(
        choices=Met, error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose yes, partly or no.")
    )

    def __init__(self, data: Any = None, *, need: Need, session: Session) -> None:
        self.need, self.session = need, session
        known = Adjustment.objects.filter(need=need, session=session).first()
        self.known = known or Adjustment(need=need, session=session)
        super().__init__(data, prefix=str(need.pk), initial={"says": self.known.says})
