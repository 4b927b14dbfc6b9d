"""Small steps: what, who, by when, what came of it."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q, QuerySet

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.project import too_long
from projects.models import Action, Decision, Membership, Project, Session

DECISIONS = 60  # the newest to choose from


class ActionForm(forms.ModelForm):
    by = DatePartsField(label="By when?", help_text="Leave it empty if there is no day for it.", required=False)

    class Meta:
        model = Action
        fields = ["what", "owner", "by", "session", "decision"]
        labels = {
            "what": "What is the small step?",
            "owner": "Who does it?",
            "session": "From which session?",
            "decision": "From which decision?",
        }
        help_texts = {"what": "Small enough to be done in a few weeks. For example: ask the library for a key."}
        error_messages = {
            "owner": {"invalid_choice": "Choose one line of the list."},
            "what": {"required": "Say what the step is.", "max_length": too_long(160)},
        }

    def __init__(self, *args: Any, project: Project, person: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        owner = cast(forms.ModelChoiceField, self.fields["owner"])
        owner.queryset, owner.empty_label = self.people(project, person), "Nobody yet"
        session = cast(forms.ModelChoiceField, self.fields["session"])
        session.queryset = Session.objects.visible_to(person).filter(project=project)
        session.empty_label = "None"
        self.offer_decisions(project, person)
        came_from = self.instance.session_id
        if came_from and not session.queryset.filter(pk=came_from).exists():
            del self.fields["session"]  # theirs to do, from a session that is not theirs to see
        self.helper = FormHelper()
        self.helper.layout = Layout(*[name for name in self.Meta.fields if name in self.fields], Button("Save"))

    def offer_decisions(self, project: Project, person: Person) -> None:
        """The newest that this person sees, and the one it came from; no question where there is none."""
        field = cast(forms.ModelChoiceField, self.fields["decision"])
        seen = Decision.objects.visible_to(person).filter(project=project).order_by("-number")
        came_from = self.instance.decision_id
        newest = [*seen.values_list("pk", flat=True)[:DECISIONS], *filter(None, [came_from])]
        field.queryset, field.empty_label = seen.filter(pk__in=newest), "None"
        if not newest or (came_from and not field.queryset.filter(pk=came_from).exists()):
            del self.fields["decision"]

    def people(self, project: Project, person: Person) -> QuerySet[Person]:
        """Whom this person may name: those who plan everybody here, others themselves. Nobody reads a list of names."""
        known = Q(pk=person.pk) | Q(pk=self.instance.owner_id)
        if project.may("plan_sessions"):
            here = Membership.objects.current().of(project).may("see_project")
            known |= Q(pk__in=here.values("person"))
        return Person.objects.filter(known).order_by("name")
