"""Writing down a way of working together of our own."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms

from participants.forms.layout import Button
from projects.forms.project import too_long
from projects.models import ItemKind, Method, Organisation

OTHER_WAYS = ("seated", "online", "quiet")
NOBODY_LEFT_OUT = HTML('<p class="hint">Write at least one other way. You can add the rest later.</p>')


def number(label: str, most: int, initial: int) -> forms.IntegerField:
    """A whole number from 1, in a small box."""
    between = f"Write a number from 1 to {most}."
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), between)
    widget = forms.NumberInput({"inputmode": "numeric", "class": "short"})
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, initial=initial, widget=widget, error_messages=errors
    )


class MethodForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label="Which parts of an agenda is it for?",
        choices=ItemKind.choices,
        widget=forms.CheckboxSelectMultiple({"class": "opts"}),
        error_messages={"required": "Tick at least one part."},
    )
    people_from = number("Fewest people", 500, 3)
    people_to = number("Most people", 500, 20)
    minutes = number("Minutes", 480, 20)
    link = forms.URLField(
        label="Where can people read more about it?",
        help_text="Leave it empty if there is nothing.",
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": "Write a whole address, like https://example.org.", "max_length": too_long(300)},
    )

    class Meta:
        model = Method
        fields = [
            *("name", "how", "kinds", "creative", *OTHER_WAYS),
            *("people_from", "people_to", "minutes", "place", "materials", "good_when", "one_voice", "link"),
        ]
        labels = {
            "name": "What do you call it?",
            "how": "What do people do?",
            "creative": "It is creative",
            "seated": "How can it be done sitting down, or with little movement?",
            "online": "How can it be done online or by phone?",
            "quiet": "How can it be done quietly?",
            "place": "Where does it work best?",
            "materials": "What do you need for it?",
            "good_when": "When is it good?",
            "one_voice": "It helps when one person has less say than the others",
        }
        help_texts = {
            "how": "Two to five short sentences.",
            "creative": "People draw, build, act, walk, sing or bring something.",
            "quiet": "For people who do not want to speak, or who find noise or touch hard.",
            "place": "For example: tables of four.",
            "materials": "For example: large paper and pens.",
            "good_when": "For example: the same people always talk.",
            "one_voice": "We offer it first when somebody is the only one of their kind in the room.",
        }
        widgets = {"how": forms.Textarea(attrs={"rows": 5})} | {
            name: forms.Textarea(attrs={"rows": 2}) for name in OTHER_WAYS
        }
        error_messages = {
            "name": {"required": "Give it a name.", "max_length": too_long(60)},
            "how": {"required": "Say what people do.", "max_length": too_long(800)},
            **{name: {"max_length": too_long(300)} for name in OTHER_WAYS},
            "place": {"max_length": too_long(80)},
            "materials": {"max_length": too_long(120)},
            "good_when": {"max_length": too_long(100)},
        }

    helper = FormHelper()
    helper.layout = Layout(
        *("name", "how", "kinds", "creative"),
        Fieldset("So that nobody is left out", NOBODY_LEFT_OUT, *OTHER_WAYS),
        Fieldset(
            "Good to know",
            Div("people_from", "people_to", "minutes", css_class="grid g3"),
            *("place", "materials", "good_when", "one_voice", "link"),
        ),
        Button("Save"),
    )

    def __init__(self, *args: Any, organisation: Organisation, **more: Any) -> None:
        super().__init__(*args, **more)
        self.instance.organisation = organisation

    def clean_name(self) -> str:
        """Not the name of another one: on an agenda people see only the name."""
        name = self.cleaned_data["name"]
        others = Method.objects.of(self.instance.organisation).exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError("There is a way with this name already. Give yours another name.")
        return name

    def clean(self) -> dict[str, Any]:
        """At least one other way (GW4c), and not fewer people at most than at least."""
        data = super().clean() or {}
        if not any(data.get(name) for name in OTHER_WAYS) and not self.errors.keys() & set(OTHER_WAYS):
            self.add_error("seated", "Write one of these three ways at least. Without it, somebody may be left out.")
        if (data.get("people_to") or 500) < (data.get("people_from") or 1):
            self.add_error("people_to", "This is less than the first number. Write the larger one here.")
        return data
