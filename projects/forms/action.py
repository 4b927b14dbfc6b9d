"""Small steps: what, who, by when, what came of it."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.project import too_long
from projects.models import Action, Membership, Project, Session


class ActionForm(forms.ModelForm):
    by = DatePartsField(label="By when?", help_text="Leave it empty if there is no day for it.", required=False)

    class Meta:
        model = Action
        fields = ["what", "owner", "by", "session"]
        labels = {"what": "What is the small step?", "owner": "Who does it?", "session": "From which session?"}
        help_texts = {"what": "Small enough to be done in a few weeks. For example: ask the library for a key."}
        error_messages = {"what": {"required": "Say what the step is.", "max_length": too_long(160)}}

    def __init__(self, *args: Any, project: Project, person: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        here = Membership.objects.current().of(project).may("see_project").values("person")
        people = Person.objects.filter(pk__in=here) | Person.objects.filter(pk=self.instance.owner_id)
        owner = cast(forms.ModelChoiceField, self.fields["owner"])
        owner.queryset, owner.empty_label = people.distinct().order_by("name"), "Nobody yet"
        session = cast(forms.ModelChoiceField, self.fields["session"])
        session.queryset = Session.objects.visible_to(person).filter(project=project)
        session.empty_label = "None"
        self.helper = FormHelper()
        self.helper.layout = Layout("what", "owner", "by", "session", Button("Save"))
