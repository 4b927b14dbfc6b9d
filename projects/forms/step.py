"""A step of the plan: what happens, and how people can shape it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.fold import Fold
from projects.forms.project import too_long
from projects.models import Level, Project, Step

LEVELS = [(level.value, f"{level.label}\n{level.meaning.capitalize()}.") for level in Level]


class StepForm(forms.ModelForm):
    """One line is enough: everything else may be unknown (SP-P4)."""

    on = DatePartsField(label="When?", help_text="Leave this empty if nobody knows yet. That is fine.", required=False)
    level = forms.ChoiceField(
        label="How far do people decide at this step?",
        help_text="Choose what is true. Leave it out if nobody knows yet.",
        choices=LEVELS,
        widget=forms.RadioSelect,
        required=False,
    )

    class Meta:
        model = Step
        fields = ["what", "how", "on", "with_whom", "level"]
        labels = {
            "what": "What happens?",
            "how": "How can people shape it?",
            "with_whom": "With whom?",
        }
        help_texts = {
            "what": "One line. For example: choose the chairs for the waiting room.",
            "how": "What can somebody do that changes the result? For example: try five chairs and say which hurt.",
            "with_whom": "For example: people who wait here, and the two receptionists.",
        }
        error_messages = {
            "what": {"required": "Say in one line what happens.", "max_length": too_long(160)},
            "how": {"max_length": too_long(300)},
            "with_whom": {"max_length": too_long(160)},
        }
        widgets = {"how": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        words = "Propose it" if self.instance._state.adding else "Save"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "what", "how", "on", Fold("With whom, and who decides", "with_whom", "level"), Button(words)
        )

    def propose(self, project: Project, by: Person) -> Step:
        """A new step, in this person's name."""
        self.instance.project, self.instance.proposed_by = project, by
        return self.save()


class DropForm(forms.Form):
    """Why something holds no longer. Everybody reads it. `words`: on the button."""

    why = forms.CharField(
        label="Why?",
        help_text="Everybody in the project reads it. What you take out stays readable, with your reason.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why. One line is enough.", "max_length": too_long(300)},
    )

    def __init__(self, *args: Any, words: str = "Take it out", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("why", Button(words))
