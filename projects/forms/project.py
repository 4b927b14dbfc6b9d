"""What a project says about itself."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from projects.models import Boundary, Level, Openness, Project


def too_long(most: int) -> str:
    return f"Use {most} letters or fewer."


class ProjectForm(forms.ModelForm):
    level = forms.ChoiceField(
        label="At which level does it work?",
        help_text="Every level has its place. Say the one that is true.",
        choices=[(level.value, f"{level.label}\n{level.meaning.capitalize()}.") for level in Level],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the level that is true for this project."},
    )

    class Meta:
        model = Project
        fields = ["title", "purpose", "for_whom", "level", "reply_within"]
        labels = {
            "title": "What is the project called?",
            "purpose": "What is it for?",
            "for_whom": "Whose life does it touch?",
            "reply_within": "Within how many working days do people hear back?",
        }
        help_texts = {
            "title": "A short name in everyday words.",
            "purpose": "One or two sentences. Everyone who joins will read them.",
            "for_whom": "For example: anyone in Harrowmere who asks for help with housing.",
            "reply_within": "This is the promise on every idea. 10 days are two weeks.",
        }
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "reply_within": forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
        }
        error_messages = {
            "title": {"required": "Give the project a name.", "max_length": too_long(100)},
            "purpose": {"required": "Say what the project is for.", "max_length": too_long(600)},
            "for_whom": {"max_length": too_long(200)},
            "reply_within": {"required": "Give a number of days.", "invalid": "Write the days as a number, like 10."},
        }

    helper = FormHelper()
    helper.layout = Layout("title", "purpose", "for_whom", "level", "reply_within", Button("Save"))

    def clean_reply_within(self) -> int:
        """Between 1 and 40 working days."""
        days = self.cleaned_data["reply_within"]
        if not 1 <= days <= 40:
            raise forms.ValidationError("Promise a reply within 1 to 40 working days.")
        return days


class BoundaryForm(forms.ModelForm):
    until_on = DatePartsField(
        label="Until when?", help_text="Leave it empty if there is no day, or nobody knows it yet.", required=False
    )
    changed_because = forms.CharField(
        label="Why does this change?",
        help_text="It stands in the history that everybody reads. Leave it empty when you only mend the words.",
        required=False,
        max_length=300,
        error_messages={"max_length": too_long(300)},
    )
    openness = forms.ChoiceField(
        label="Can it change?",
        choices=[(choice.value, f"{choice.label}\n{choice.meaning()}") for choice in Openness],
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Say if it is open, partly open or fixed."},
    )

    class Meta:
        model = Boundary
        fields = ["what", "openness", "why", "set_by", "until_on"]
        labels = {"what": "What is it?", "why": "Why?", "set_by": "Who says so?"}
        help_texts = {
            "what": "For example: the words in every letter.",
            "why": "What cannot change has a reason.",
            "set_by": "For example: full council. Leave it empty when nobody comes to mind.",
        }
        error_messages = {
            "what": {"required": "Say what you mean.", "max_length": too_long(160)},
            "why": {"max_length": too_long(300)},
            "set_by": {"max_length": too_long(120)},
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.instance._state.adding:
            del self.fields["changed_because"]
        asked = ["changed_because"] if "changed_because" in self.fields else []
        self.helper = FormHelper()
        not_open = Div("why", "set_by", "until_on", css_class="when-not-open")
        self.helper.layout = Layout("what", "openness", not_open, *asked, Button("Save"))

    def save(self, commit: bool = True) -> Boundary:
        """Saved, with why it changed in its history."""
        self.instance._change_reason = self.cleaned_data.get("changed_because", "")
        return super().save(commit)

    def clean(self) -> dict[str, str]:
        """What cannot change needs a reason."""
        data = super().clean() or {}
        needs_why = data.get("openness") in (Openness.PARTLY, Openness.FIXED)
        if needs_why and not data.get("why") and "why" not in self.errors:
            self.add_error("why", "Say why it cannot, or only partly, change.")
        return data
