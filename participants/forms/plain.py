"""What a form says where a field has no words of its own: set once, for every form of the site."""

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH

WORDS = {
    "required": "Please answer this.",
    "max_length": "Use %(limit_value)s letters or fewer.",
    "null_characters_not_allowed": "There is a sign in this that we cannot keep. Type it again.",
}
NOT_OFFERED = {"invalid_choice": "Choose one of the answers that stand here."}
CHOICES = (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField, forms.ModelMultipleChoiceField)


def speak_plainly() -> None:
    """Put our words in the place of Django's, which repeat all that was sent."""
    forms.Field.default_error_messages = {**forms.Field.default_error_messages, **WORDS}
    BLANK_CHOICE_DASH[:] = [("", "Choose")]
    for field in CHOICES:
        field.default_error_messages = {**field.default_error_messages, **NOT_OFFERED}
