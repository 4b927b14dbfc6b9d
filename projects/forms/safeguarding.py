"""Whom to ring, what happens then, and where a complaint about one's own case goes."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from participants.forms.layout import Button
from participants.models import Person
from projects.forms.fold import Fold
from projects.forms.project import too_long
from projects.models import Organisation, Project, Safeguarding

PASSES_ON = (
    "If you tell us that someone may be hurt, we may have to tell another service. We will talk to you first if we can."
)
WHAT_HAPPENS = (
    "{lead} reads what you write on the next working day. Then {lead} rings or writes to you, if you say how. "
    "You decide together what happens, whenever that is safe."
)


def to_start_from(organisation: Organisation) -> dict[str, str]:
    """What the form proposes while nobody has confirmed a contact."""
    lead = organisation.safeguarding_lead
    return {
        "lead": lead,
        "phone": organisation.safeguarding_phone,
        "passes_on": PASSES_ON,
        "what_happens": WHAT_HAPPENS.format(lead=lead),
    }


class SafeguardingForm(forms.ModelForm):
    procedure = forms.URLField(
        label="Where does your whole procedure stand?",
        help_text="The address of a page. Leave it empty if there is none.",
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={
            "invalid": "Write the whole address of the page, like https://example.org.",
            "max_length": too_long(300),
        },
    )

    class Meta:
        model = Safeguarding
        fields = ["lead", "phone", "out_of_hours", "passes_on", "what_happens", "procedure", "complaints"]
        labels = {
            "lead": "Who can people ring when someone may be in danger?",
            "phone": "Which number reaches them?",
            "out_of_hours": "Which number works in the evening and at weekends?",
            "passes_on": "What may we have to pass on?",
            "what_happens": "What happens next, and when?",
            "complaints": "Where does a complaint about a person's own case go?",
        }
        help_texts = {
            "lead": "A first name is enough. It stands above every box people type in.",
            "passes_on": "People read this before they tell you something.",
            "what_happens": "People read this before and after they write to the lead. Promise only what you can keep.",
            "complaints": "Whom to ring or write to. It is not kept as feedback.",
        }
        widgets = {
            "passes_on": forms.Textarea(attrs={"rows": 4}),
            "what_happens": forms.Textarea(attrs={"rows": 4}),
            "complaints": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {
            "lead": {"required": "Name the person people can ring.", "max_length": too_long(80)},
            "phone": {"required": "Give the number that reaches them.", "max_length": too_long(30)},
            "out_of_hours": {"max_length": too_long(30)},
            "passes_on": {"required": "Say what you may have to pass on.", "max_length": too_long(600)},
            "what_happens": {"required": "Say what happens next, and when.", "max_length": too_long(600)},
            "complaints": {"max_length": too_long(400)},
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["what_happens"].required = True  # a contact from before has none; a new one says it
        self.helper = FormHelper()
        rest = Fold("Another number, and the whole procedure", "out_of_hours", "procedure")
        self.helper.layout = Layout(
            "lead", "phone", "passes_on", "what_happens", "complaints", rest, Button("This is right")
        )

    def confirm(self, project: Project, by: Person) -> Safeguarding:
        """The project's contact, confirmed today by this person."""
        self.instance.project, self.instance.confirmed_by = project, by
        self.instance.confirmed_on = timezone.localdate()
        return self.save()
