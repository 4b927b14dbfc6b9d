"""Which facilitator looks after a piece."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse

from feedback.models import Feedback
from participants.forms.layout import Button
from participants.models import Person
from projects.models import Membership


class HandToForm(forms.Form):
    owner = forms.ModelChoiceField(queryset=Person.objects.none(), label="Hand it to", empty_label=None)

    def __init__(self, *args: Any, said: Feedback, **more: Any) -> None:
        super().__init__(*args, **more)
        places = Membership.objects.current().of(said.project).may("answer_feedback")
        owner = cast(forms.ModelChoiceField, self.fields["owner"])
        people = Person.objects.filter(pk__in=places.values("person"))
        owner.queryset = (people.exclude(pk=said.owner_id) if said.owner_id else people).order_by("name")
        self.helper = FormHelper()
        self.helper.form_action = reverse("hand_to", args=[said.project_id, said.pk])
        self.helper.layout = Layout("owner", Button("Hand it on", soft=True))
