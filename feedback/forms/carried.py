"""In which meeting somebody's words were carried, and what came of it (CF-ED7)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from feedback.models import Reply
from participants.forms.layout import Button


class CarriedForm(forms.ModelForm):
    class Meta:
        model = Reply
        fields = ["carried_to", "came_of_it"]
        labels = {"carried_to": "To which meeting was it carried?", "came_of_it": "What came of it there?"}
        help_texts = {
            "carried_to": "For example: the council's housing board, 12 March.",
            "came_of_it": "Leave it empty until you know. The person reads both.",
        }
        error_messages = {
            "carried_to": {"max_length": "Use 160 letters or fewer."},
            "came_of_it": {"max_length": "Use 300 letters or fewer."},
        }

    helper = FormHelper()
    helper.layout = Layout("carried_to", "came_of_it", Button("Save"))

    def clean(self) -> dict[str, str]:
        data = super().clean() or {}
        if data.get("came_of_it") and not data.get("carried_to") and "carried_to" not in self.errors:
            self.add_error("carried_to", "Say to which meeting it was carried.")
        return data
