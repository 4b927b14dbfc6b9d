"""What a person chooses for themselves, one question at a time."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone

from participants.forms.layout import Button
from participants.models import Colours, ContactBy, Credit, Person, Size
from participants.outbox.stops import hurry

YES_OR_NO = [("True", "Yes"), ("False", "No")]


def too_long(most: int) -> dict[str, str]:
    return {"max_length": f"Use {most} letters or fewer."}


class ChoiceForm(forms.ModelForm):
    """One question, sometimes with what hangs on its answer. `heading` names it on a page."""

    heading: ClassVar[str]
    layout: ClassVar[tuple[Any, ...]] = ()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper = FormHelper()
        self.helper.layout = Layout(*(self.layout or self.fields), Button("Save"))

    def keep(self) -> None:
        """Save what was asked here and nothing else: another page may be saving something at the same time."""
        self.instance.save(update_fields=list(self.fields))


class NameForm(ChoiceForm):
    heading = "Your name"

    class Meta:
        model = Person
        fields = ["name"]
        labels = {"name": "What do you want to be called?"}
        help_texts = {"name": "A first name is enough."}
        error_messages = {"name": {"required": "Write a name. A first name is enough.", **too_long(80)}}
        widgets = {"name": forms.TextInput({"autocomplete": "name"})}


class BringsForm(ChoiceForm):
    heading = "What you bring"

    class Meta:
        model = Person
        fields = ["brings"]
        labels = {"brings": "What do you bring?"}
        help_texts = {
            "brings": "What you know, what you can do, what you like doing. "
            "And what helps you make things: quiet, company, paper, your hands? "
            "The facilitators of your projects see it."
        }
        error_messages = {"brings": too_long(600)}
        widgets = {"brings": forms.Textarea({"rows": 5})}


class CreditForm(ChoiceForm):
    heading = "How we name you"
    layout = ("credit", Div("credit_as", css_class="when-by-name"))
    credit = forms.ChoiceField(
        label="How do we name you beside what you bring?",
        help_text="For example beside a subject on the agenda. Facilitators know that it is yours.",
        choices=[
            (Credit.NAME, "By name\nEveryone in the project sees it."),
            (Credit.MEMBER, 'As "a member"\nIn a small group, people may still guess.'),
            (Credit.NONE, "Not at all\nIt stands there without anybody."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how we name you."},
    )

    class Meta:
        model = Person
        fields = ["credit", "credit_as"]
        labels = {"credit_as": "Which name?"}
        help_texts = {"credit_as": "Leave it empty for the name we have."}
        error_messages = {"credit_as": too_long(80)}

    def clean(self) -> dict[str, Any]:
        """A name only where they are to be named: what was typed before they chose otherwise goes."""
        data = super().clean() or {}
        if data.get("credit") != Credit.NAME:
            data["credit_as"] = ""
        return data


class ContactForm(ChoiceForm):
    heading = "How we reach you"
    layout = (
        "contact_by",
        Div("phone", css_class="when-rung"),
        Div("address", css_class="when-by-post"),
    )
    contact_by = forms.ChoiceField(
        label="How do you want to hear from us?",
        choices=ContactBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you want to hear from us."},
    )

    class Meta:
        model = Person
        fields = ["contact_by", "phone", "address"]
        labels = {"phone": "Your phone number", "address": "Your address"}
        error_messages = {"phone": too_long(30), "address": too_long(400)}
        widgets = {
            "phone": forms.TextInput({"type": "tel", "autocomplete": "tel"}),
            "address": forms.Textarea({"rows": 4, "autocomplete": "street-address"}),
        }

    def clean(self) -> dict[str, Any]:
        """The way they chose has to lead to them."""
        data = super().clean() or {}
        way = data.get("contact_by")
        if way == ContactBy.EMAIL and not self.instance.email:
            self.add_error("contact_by", "We have no email address of yours. Give us one first, under My choices.")
        if way in (ContactBy.TEXT, ContactBy.PHONE) and not data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "Give the number that we can use.")
        if way == ContactBy.POST and not data.get("address") and "address" not in self.errors:
            self.add_error("address", "Write the address that we can write to.")
        return data


class WhenForm(ChoiceForm):
    heading = "When emails come"
    daily = forms.TypedChoiceField(
        label="When do our emails come?",
        help_text="What cannot wait always comes at once: a session that is off, or a code to sign in.",
        choices=[
            ("False", "At once\nOne email for each thing."),
            ("True", "One email at 8 in the morning\nAll that is new, together."),
        ],
        coerce=lambda answer: answer == "True",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when our emails come."},
    )

    class Meta:
        model = Person
        fields = ["daily"]

    def keep(self) -> None:
        """Who no longer wants to wait for the morning gets at once what waited."""
        super().keep()
        if not self.instance.daily:
            hurry(self.instance, timezone.now())


class PhoneForm(ChoiceForm):
    heading = "Your phone number"

    class Meta:
        model = Person
        fields = ["phone"]
        labels = {"phone": "What is your phone number?"}
        help_texts = {"phone": "Leave it empty if we are not to ring you. Facilitators see it."}
        error_messages = {"phone": too_long(30)}
        widgets = {"phone": forms.TextInput({"type": "tel", "autocomplete": "tel"})}

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if not phone and self.instance.contact_by in (ContactBy.TEXT, ContactBy.PHONE):
            raise forms.ValidationError("We ring or text you now. Give a number, or choose another way first.")
        return phone


class AddressForm(ChoiceForm):
    heading = "Your address for letters"

    class Meta:
        model = Person
        fields = ["address"]
        labels = {"address": "Where do we send letters?"}
        help_texts = {"address": "Leave it empty if we are not to write letters. Facilitators see it."}
        error_messages = {"address": too_long(400)}
        widgets = {"address": forms.Textarea({"rows": 4, "autocomplete": "street-address"})}

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if not address and self.instance.contact_by == ContactBy.POST:
            raise forms.ValidationError("We send you letters now. Give an address, or choose another way first.")
        return address


class EasyWordsForm(ChoiceForm):
    heading = "Easy words"
    easy_words = forms.TypedChoiceField(
        label="Do you want easy words first?",
        help_text="Where somebody wrote easy words, you see them first.",
        choices=YES_OR_NO,
        coerce=lambda answer: answer == "True",
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Choose yes or no."},
    )

    class Meta:
        model = Person
        fields = ["easy_words"]


class ReadingForm(forms.Form):
    """Size, colours and space: for a person, or for whoever uses this browser."""

    size = forms.ChoiceField(
        label="How big is the text?",
        choices=Size.choices,
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Choose a size."},
    )
    colours = forms.ChoiceField(
        label="Which colours?",
        choices=[
            (Colours.DEVICE, "As my device says\nLight or dark, as your phone or computer is set."),
            (Colours.LIGHT, "Light\nDark letters on cream."),
            (Colours.DARK, "Dark\nLight letters on dark green."),
            (Colours.CONTRAST, "Strong contrast\nBlack letters on white, with clear edges."),
            (Colours.SOFT, "Soft\nNothing bright."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the colours."},
    )
    wide = forms.BooleanField(label="More space between lines and letters", required=False)

    helper = FormHelper()
    helper.layout = Layout("size", "colours", "wide", Button("Show it like this"))


FORMS: dict[str, type[ChoiceForm]] = {
    "name": NameForm,
    "brings": BringsForm,
    "credit": CreditForm,
    "contact": ContactForm,
    "when": WhenForm,
    "phone": PhoneForm,
    "address": AddressForm,
    "easy-words": EasyWordsForm,
}
