"""Looking again at who takes part, and what we will do about it."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import transaction

from care.models import ParticipationReview
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.from_many import FromMany, offer_people
from projects.forms.project import too_long
from projects.models import Action, Membership, Project


class ParticipationForm(forms.ModelForm):
    until = DatePartsField(label="By when?", help_text="Leave it empty if there is no day for it.", required=False)
    as_action = forms.BooleanField(label="Put it on the list of small steps", required=False)
    next_on = DatePartsField(label="When do we look again?", error_messages={"required": "Give the day."})

    class Meta:
        model = ParticipationReview
        fields = ["took_part", "missing", "will_do", "by", "until", "next_on"]
        field_classes = {"by": FromMany}
        labels = {
            "took_part": "Who took part?",
            "missing": "Who is missing, and why?",
            "will_do": "What will we do?",
            "by": "Who does it?",
        }
        help_texts = {
            "took_part": "Kinds of people, not names. For example: mostly people over 60, and staff.",
            "missing": "For example: no young carers came. We meet during school.",
            "will_do": "One small step. For example: meet once at the youth club.",
        }
        error_messages = {
            "took_part": {"required": "Say who took part. One line is enough.", "max_length": too_long(600)},
            "missing": {"max_length": too_long(600)},
            "will_do": {"max_length": too_long(160)},
            "by": {"invalid_choice": "Choose one line of the list."},
        }
        widgets = {"took_part": forms.Textarea(attrs={"rows": 3}), "missing": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, data: Any = None, *, project: Project, today: date) -> None:
        super().__init__(data, initial={"next_on": today + timedelta(weeks=project.people_every)})
        self.project, self.today = project, today
        here = Membership.objects.current().of(project).may("see_project")
        people = Person.objects.filter(pk__in=here.values("person"))
        offer_people(self, "by", people, project).empty_label = "Nobody yet"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "took_part", "missing", "will_do", "by", "until", "as_action", "next_on", Button("Keep it")
        )

    def clean_next_on(self) -> date:
        on: date = self.cleaned_data["next_on"]
        if on <= self.today:
            raise forms.ValidationError("Choose a day that is still to come.")
        return on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("as_action") and not data.get("will_do") and "will_do" not in self.errors:
            self.add_error("will_do", "Say what the step is, or take the tick away.")
        return data

    @transaction.atomic
    def keep(self, by: Person) -> ParticipationReview:
        """What the group saw; with one tick its step stands with the other small steps too."""
        review = self.instance
        review.project, review.on, review.written_by = self.project, self.today, by
        if self.cleaned_data["as_action"]:
            review.action = Action.objects.create(
                project=self.project, what=review.will_do, owner=review.by, by=review.until, written_by=by
            )
        return self.save()
