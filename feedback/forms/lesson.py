"""Writing a lesson down."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from feedback.models import Lesson, LessonKind
from participants.forms.layout import Button

LINE = "Use 300 letters or fewer."


class LessonForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label="What kind of lesson is it?",
        choices=LessonKind.choices,
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Choose if it went well, went wrong or was a surprise."},
    )

    class Meta:
        model = Lesson
        fields = ["kind", "what", "changed", "beyond"]
        labels = {
            "what": "What did we learn?",
            "changed": "What did we change because of it?",
            "beyond": "Other projects may learn from it",
        }
        help_texts = {
            "what": "One line. Say what happened, not whose fault it was.",
            "changed": "Or why we changed nothing. Not known yet? Leave it empty and come back.",
            "beyond": "They read these words and the name of this project.",
        }
        error_messages = {
            "what": {"required": "Say in one line what we learned.", "max_length": LINE},
            "changed": {"max_length": LINE},
        }

    helper = FormHelper()
    helper.layout = Layout("kind", "what", "changed", "beyond", Button("Save"))
