"""Yes or no to each purpose, each for itself. What stays empty is not answered."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from care.models import Consent, How, Purpose
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from participants.templatetags.look import short_day
from projects.models import Project


class ConsentForm(forms.Form):
    """One question for each purpose, in the words that are asked now."""

    def __init__(self, *args: Any, person: Person, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)
        self.person, self.project = person, project
        latest = Consent.objects.last_said(person, project)
        for purpose in Purpose:
            self.fields[purpose.value] = self.question(purpose, latest.get(purpose))
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.shown())

    def shown(self) -> list[Any]:
        return [*self.purposes(), Button("Save")]

    def purposes(self) -> list[str]:
        return [purpose.value for purpose in Purpose]

    def question(self, purpose: Purpose, last: Consent | None) -> forms.ChoiceField:
        """Ticked as they last said, unless the words have changed since."""
        field = forms.ChoiceField(
            label=purpose.label,
            help_text=purpose.asks,
            choices=[("yes", "Yes"), ("no", "No")],
            widget=forms.RadioSelect({"class": "opts"}),
            required=False,
        )
        if last and last.still_asked:
            field.initial = "yes" if last.answer and not last.withdrawn_on else "no"
        elif last:
            said = "yes" if last.answer else "no"
            field.help_text += f" These words are new. To the old ones the answer was {said}, {short_day(last.on)}."
        return field

    def write_down(self, by: Person, on: date, how: str = How.TICK) -> None:
        """Each answer that is new."""
        for purpose in Purpose:
            if answer := self.cleaned_data[purpose]:
                Consent.give(self.person, purpose, answer == "yes", project=self.project, how=how, by=by, on=on)


class ConsentForForm(ConsentForm):
    """The same, written down by a facilitator for somebody who said so aloud or on paper."""

    how = forms.ChoiceField(
        label="How did they say so?",
        choices=[(How.ALOUD, How.ALOUD.label), (How.SIGNED, How.SIGNED.label)],
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Say how they told you."},
    )
    on = DatePartsField(label="When?")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial.setdefault("on", timezone.localdate())

    def shown(self) -> list[Any]:
        return [*self.purposes(), "how", "on", Button("Write it down")]

    def clean_on(self) -> date:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come. Give the day when they said it.")
        return day
