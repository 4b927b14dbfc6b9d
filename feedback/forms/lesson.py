"""Writing a lesson down."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from feedback.models import Feedback, Lesson, LessonKind
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.fold import Fold
from projects.models import Project

LINE = "Use 300 letters or fewer."
NEWEST = 30


class LessonForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label="What kind of lesson is it?",
        choices=LessonKind.choices,
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Choose if it went well, went wrong or was a surprise."},
    )

    class Meta:
        model = Lesson
        fields = ["kind", "what", "changed", "beyond", "feedback"]
        labels = {
            "what": "What did we learn?",
            "changed": "What did we change because of it?",
            "beyond": "Other projects may learn from it",
            "feedback": "Which words led to it?",
        }
        help_texts = {
            "what": "One line. Say what happened, not whose fault it was.",
            "changed": "Or why we changed nothing. Not known yet? Leave it empty and come back.",
            "beyond": "They read these words and the name of this project.",
        }
        error_messages = {
            "what": {"required": "Say in one line what we learned.", "max_length": LINE},
            "changed": {"max_length": LINE},
            "feedback": {"invalid_choice": "Choose one line of the list."},
        }

    def __init__(self, *args: Any, project: Project, person: Person, **more: Any) -> None:
        """Words may be cited by whoever may read them (L2). What somebody else cited, and they may not read, stays."""
        super().__init__(*args, **more)
        field = cast(forms.ModelChoiceField, self.fields["feedback"])
        seen = Feedback.objects.visible_to(person).filter(project=project).counted()
        cited = self.instance.feedback_id or self.initial.get("feedback")
        newest = seen.order_by("-received_on", "-recorded_at", "pk")[:NEWEST]
        offered = {one.pk: one.title for one in [*seen.filter(pk=cited), *newest]}
        field.queryset = seen
        field.choices = [("", "None of these"), *offered.items()]
        if not offered or (self.instance.feedback_id and self.instance.feedback_id not in offered):
            del self.fields["feedback"]
        folded = [Fold("It came from what somebody said", "feedback")] if "feedback" in self.fields else []
        self.helper = FormHelper()
        self.helper.layout = Layout("kind", "what", "changed", "beyond", *folded, Button("Save"))
