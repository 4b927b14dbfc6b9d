"""Small steps: what, who, by when, what came of it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q, QuerySet

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.from_many import FromMany, lines_of, offer_decisions, offer_people, offer_sessions
from projects.forms.project import too_long
from projects.models import Action, Decision, Membership, Project, Session


class ActionForm(forms.ModelForm):
    by = DatePartsField(label="By when?", help_text="Leave it empty if there is no day for it.", required=False)

    class Meta:
        model = Action
        fields = ["what", "owner", "by", "session", "decision"]
        field_classes = dict.fromkeys(("owner", "session", "decision"), FromMany)
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
        offer_people(self, "owner", self.people(project, person), project).empty_label = "Nobody yet"
        offer_sessions(self, "session", Session.objects.seen_in(project)).empty_label = "None"
        decision = offer_decisions(self, "decision", Decision.objects.visible_to(person).filter(project=project))
        decision.empty_label = "None"
        if not decision.lines:
            del self.fields["decision"]
        for name in ("session", "decision"):
            came_from = getattr(self.instance, f"{name}_id")
            if name in self.fields and came_from and came_from not in lines_of(self, name):
                del self.fields[name]  # theirs to do, from something that is not theirs to see
        self.helper = FormHelper()
        self.helper.layout = Layout(*[name for name in self.Meta.fields if name in self.fields], Button("Save"))

    def people(self, project: Project, person: Person) -> QuerySet[Person]:
        """Whom this person may name: those who plan everybody here, others themselves. Nobody reads a list of names."""
        known = Q(pk=person.pk) | Q(pk=self.instance.owner_id)
        if project.may("plan_sessions"):
            here = Membership.objects.current().of(project).may("see_project")
            known |= Q(pk__in=here.values("person"))
        return Person.objects.filter(known)
