"""Where somebody's words went: to a session, or to things that are there already."""

from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms

from feedback.led_to import TARGETS
from feedback.models import Feedback, NamedAs
from participants.forms.layout import Button
from participants.forms.ticks import TicksField
from participants.models import Person
from projects.forms.fold import Fold
from projects.forms.project import too_long
from projects.models import AgendaItem, Session

NEWEST = 12
OURS = ("partners", "unexpected")  # what we say of it


class BringUpForm(forms.Form):
    """Put the subject on an agenda, or among those that wait for one."""

    what = forms.CharField(
        label="What is the subject?",
        max_length=160,
        error_messages={"required": "Say what the subject is.", "max_length": too_long(160)},
    )
    session = forms.ModelChoiceField(
        label="When do we talk about it?",
        queryset=Session.objects.none(),
        empty_label="Not known yet",
        required=False,
        error_messages={"invalid_choice": "Choose one line of the list."},
    )
    helper = FormHelper()
    helper.layout = Layout("what", "session", Button("Bring it up", name="bring", value="up"))

    def __init__(self, *args: Any, sessions: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.ModelChoiceField, self.fields["session"]).queryset = sessions

    def bring_up(self, said: Feedback, by: Person, on: date) -> AgendaItem:
        """The new subject, linked. The giver stands beside it only where they chose to be named."""
        named = said.giver if said.named_as == NamedAs.NAME else None
        item = AgendaItem(
            project=said.project,
            what=self.cleaned_data["what"],
            brought_by=named,
            first_raised_on=said.received_on,
        )
        session = self.cleaned_data["session"]
        item = item.put_on(session, by) if session else item.keep(by)
        said.agenda_items.add(item)
        return item


class LedToForm(forms.Form):
    """The newest things of each kind and what is linked; who outside takes it on; a surprise (TE-TH3, TE-TR4)."""

    partners = forms.CharField(
        label="Who from outside works on it with us?",
        help_text="A charity, a school, a group. Leave it empty when nobody does.",
        max_length=160,
        required=False,
        error_messages={"max_length": too_long(160)},
    )
    unexpected = forms.BooleanField(
        label="We did not expect this\nIt stands among the lessons, for all who may read it.", required=False
    )
    helper = FormHelper()

    def __init__(self, *args: Any, said: Feedback, person: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.said = said
        self.initial.update({name: getattr(said, name) for name in OURS})
        for target in TARGETS:
            seen = target.seen(said.project, person)
            linked = list(seen.filter(feedback=said))
            offered = [*linked, *[one for one in seen[:NEWEST] if one not in linked]]
            if offered:
                self.fields[target.field] = TicksField(
                    queryset=seen,
                    label=target.label,
                    required=False,
                    initial=[one.pk for one in linked],
                    linked=linked,
                )
                field = cast(TicksField, self.fields[target.field])
                field.choices = [(one.pk, str(one)) for one in offered]
        self.helper = FormHelper()
        folds = [Fold(str(self.fields[name].label), Div(name, css_class="no-legend")) for name in self.lists]
        self.helper.layout = Layout(*folds, *OURS, Button("Save"))

    @property
    def lists(self) -> list[str]:
        return [name for name in self.fields if name not in OURS]

    def link(self) -> None:
        """Keep what we say, and link what is ticked."""
        for name in OURS:
            setattr(self.said, name, self.cleaned_data[name])
        self.said.save(update_fields=[*OURS])
        for name in self.lists:
            cast(TicksField, self.fields[name]).link(getattr(self.said, name), self.cleaned_data[name])
