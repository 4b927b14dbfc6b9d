"""What somebody chooses and claims; what staff offer; what finance gets."""

from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms

from care.forms.money import PoundsField
from care.models import Choice, Form, Rate, Return
from care.models.rate import Unit
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from participants.models.person import ContactBy
from projects.forms.from_many import FromMany, offer_people, offer_sessions
from projects.forms.project import too_long
from projects.models import Membership, Project, Session

NO_BANK = HTML('{% include "care/_no_bank.html" %}')
IN_KIND = (Choice.ACCEPT, Choice.NOTHING)


class ChoiceForm(forms.ModelForm):
    """What they want of what we offer, and what it cost them to come: one page, one button."""

    choice = forms.ChoiceField(
        label="What would you like?",
        help_text="All of these are fine. You can change it until we approve it.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one. No is a good answer too."},
    )
    less = PoundsField(label="How much, then?", required=False)
    travel = PoundsField(label="Travel", help_text="In pounds. For example: 4.60", required=False)
    care = PoundsField(label="Care for somebody while you were away", required=False)
    other = PoundsField(label="Something else", required=False)

    class Meta:
        model = Return
        fields = ["choice", "less", "wish", "travel", "care", "other", "costs_for"]
        labels = {"wish": "Is there anything we should know?", "costs_for": "What was it for?"}
        help_texts = {
            "wish": "For example: which charity, or in which month you want to be paid. You can leave it empty.",
            "costs_for": "A few words. For example: bus there and back.",
        }
        error_messages = {"wish": {"max_length": too_long(200)}, "costs_for": {"max_length": too_long(200)}}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer = self.instance
        form = Form(offer.form)
        open_to = [one for one in Choice if one in IN_KIND or (form.in_pounds and one != form)]
        words = {Choice.ACCEPT: f"Yes, please\n{offer.offer_words[0].upper()}{offer.offer_words[1:]}"}
        words[Choice.NOTHING] = "No, thank you\nYou can still get your costs back."
        cast(forms.ChoiceField, self.fields["choice"]).choices = [
            (one.value, words.get(one, one.label)) for one in open_to
        ]
        self.helper = FormHelper()
        costs = HTML(
            '<h2 class="after">What did it cost you to come?</h2><p>We pay it back. Leave it empty if it was free.</p>'
        )
        less = [Div("less", css_class="when-less")] if Choice.LESS in open_to else []
        asked = ["travel", "care", "other", "costs_for"]
        self.helper.layout = Layout("choice", *less, "wish", costs, *asked, NO_BANK, Button("Send it", big=True))

    def clean(self) -> dict[str, Any]:
        """Less is an amount below the offer; who does not choose less has none."""
        data = super().clean() or {}
        if data.get("choice") != Choice.LESS:
            data["less"] = None
        elif "less" in data and not (data["less"] and data["less"] < (self.instance.amount or 0)):
            self.add_error("less", f"Write how much you want: less than {self.instance.offer_words}.")
        return data


class OfferForm(forms.ModelForm):
    """Something by hand: for preparing, for speaking, for staff; or a thank you."""

    amount = PoundsField(
        label="How much?", help_text="In pounds. Leave it empty for time, training, thanks.", required=False
    )

    class Meta:
        model = Return
        fields = ["person", "for_what", "form", "amount", "session", "note", "sent_how"]
        field_classes = dict.fromkeys(("person", "session"), FromMany)
        labels = {
            "person": "For whom?",
            "for_what": "For what?",
            "form": "What do you offer?",
            "session": "For which session?",
            "note": "What exactly, in a few words?",
            "sent_how": "If it is thanks: how did they get it?",
        }
        help_texts = {"note": "The person reads it. For example: the talk to the council."}
        error_messages = {
            "person": {"required": "Choose for whom it is."},
            "note": {"max_length": too_long(200)},
        }

    def __init__(self, *args: Any, project: Project, by: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.instance.project = project
        here = Membership.objects.current().of(project).may("shape").exclude(person=by)
        people = Person.objects.filter(pk__in=here.values("person"))
        offer_people(self, "person", people, project).empty_label = "Choose"
        offer_sessions(self, "session", Session.objects.seen_in(project)).empty_label = "None"
        cast(forms.ChoiceField, self.fields["sent_how"]).choices = [("", "Not thanks"), *ContactBy.choices]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.Meta.fields, Button("Offer it"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        form = Form(data["form"]) if data.get("form") else None
        if form and not form.in_pounds:
            data["amount"] = None
            if not data.get("note") and "note" not in self.errors:
                self.add_error("note", "Say what it is for: the person reads it.")
        elif form and "amount" in data and not data["amount"]:
            self.add_error("amount", "Say how many pounds you offer.")
        if form != Form.THANKS:
            data["sent_how"] = ""
            self.refuse_twice(data)
        return data

    def refuse_twice(self, data: dict[str, Any]) -> None:
        """The same person, session and thing already have an offer."""
        same = {name: data.get(name) for name in ("person", "session", "for_what")}
        if all(same.values()) and Return.objects.offers().filter(**same).exists():
            self.add_error("person", "They have an offer for this already. Choose another person or thing.")

    def offer(self, by: Person, on: date) -> Return:
        self.instance.offered_by, self.instance.offered_on = by, on
        self.instance.told_on = on if self.instance.form == Form.THANKS else None
        one: Return = self.save()
        return one


class RateForm(forms.ModelForm):
    """So much for this, from a day on."""

    amount = PoundsField(
        label="How much?", help_text="In pounds. Leave it empty if you pay what it cost them.", required=False
    )
    from_on = DatePartsField(label="From which day?", help_text="What you gave before ends the day before.")

    class Meta:
        model = Rate
        fields = ["for_what", "form", "amount", "unit", "from_on", "note"]
        labels = {
            "for_what": "For what?",
            "form": "What do you give?",
            "unit": "For each hour, session or day?",
            "note": "Note",
        }
        help_texts = {"note": "For those who pay. You can leave it empty."}
        error_messages = {"note": {"max_length": too_long(200)}}

    helper = FormHelper()
    helper.layout = Layout("for_what", "form", "amount", "unit", "from_on", "note", Button("Save"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        form, unit = data.get("form"), data.get("unit")
        if not form or not unit:
            return data
        if unit == Unit.COST or not Form(form).in_pounds:
            data["amount"] = None
        elif "amount" in data and not data["amount"]:
            self.add_error("amount", "Say how many pounds, or choose “what it cost them”.")
        return data


class FinanceForm(forms.Form):
    """Which payments go into the table for finance."""

    TO_PAY, DAYS = "to_pay", "days"

    which = forms.ChoiceField(
        label="Which ones?",
        choices=[(TO_PAY, "What is approved and not paid yet"), (DAYS, "What was approved between two days")],
        widget=forms.RadioSelect,
        initial=TO_PAY,
        error_messages={"required": "Choose which ones."},
    )
    from_on = DatePartsField(label="From", required=False)
    until_on = DatePartsField(label="To", required=False)

    helper = FormHelper()
    helper.layout = Layout("which", Div("from_on", "until_on", css_class="when-days"), Button("Get the table (CSV)"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("from_on"), data.get("until_on")
        if data.get("which") == self.DAYS and not self.errors:
            if not first:
                self.add_error("from_on", "Write the first day.")
            if not last:
                self.add_error("until_on", "Write the last day.")
            if first and last and last < first:
                self.add_error("until_on", "The last day is before the first. Check the two days.")
        return data
