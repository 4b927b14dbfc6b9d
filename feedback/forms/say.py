"""Saying something: two minutes, one page."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone

from feedback.models import Channel, Feedback, Kind, NamedAs
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.models import Project

KINDS = [
    (Kind.WORKS, "Something that works well"),
    (Kind.PROBLEM, "Something to make better"),
    (Kind.WORRY, "A worry"),
    (Kind.QUESTION, "A question"),
    (Kind.FEELING, "How I feel"),
    (Kind.THANKS, "A thank you"),
]
TOO_LONG = "This is longer than we can keep. Use {most} letters or fewer. Your words are still here."
GROUP = "group"


def named_as_choices(name: str) -> list[tuple[str, str]]:
    """Who will see what, in the words a giver chooses from. Without a name there is none to show."""
    return [
        *([(NamedAs.NAME, f"{name}\nEveryone in the project sees this name.")] if name else []),
        (NamedAs.MEMBER, "A member\nOnly the facilitators see the name. In a small group, people may still guess."),
        (NamedAs.PRIVATE, "Only the facilitators read it\nNobody else sees the words. It is counted, not shown."),
    ]


class SayForm(forms.ModelForm):
    """What a member is asked. Only the first question needs an answer."""

    kind = forms.ChoiceField(
        label="What is it?", choices=KINDS, widget=forms.RadioSelect({"class": "opts"}), initial=Kind.PROBLEM
    )
    not_sure = forms.BooleanField(label="I am not sure yet", required=False)
    named_as = forms.ChoiceField(
        label="How shall we name you?",
        help_text="You can change your mind later.",
        widget=forms.RadioSelect,
        initial=NamedAs.MEMBER,
        error_messages={"required": "Choose how we name you."},
    )

    class Meta:
        model = Feedback
        fields = ["kind", "problem", "better", "named_as", "not_asked"]
        labels = {
            "problem": "What is the problem?",
            "better": "What would make it better?",
            "not_asked": "What should we be asking that we are not?",
        }
        help_texts = {
            "problem": "One or two lines are plenty. A thank you or a question is fine too.",
            "better": "A small change counts.",
            "not_asked": "Leave this empty if nothing comes to mind.",
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (("problem", 5), ("better", 5), ("not_asked", 3))
        }
        error_messages = {
            name: {"max_length": TOO_LONG.format(most="2,000")} for name in ("problem", "better", "not_asked")
        }

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["named_as"].choices = named_as_choices(name)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "kind", "problem", "better", "not_sure", "named_as", "not_asked", Button("Send it", sun=True, icon="say")
        )

    def clean(self) -> dict[str, Any]:
        """Some words; and what would be better, unless they are not sure, ask, or say thank you."""
        data = super().clean() or {}
        if not data.get("problem") and "problem" not in self.errors:
            self.add_error("problem", "Write one line or two, so that we know what it is about.")
        needs_better = data.get("kind") in (Kind.PROBLEM, Kind.IDEA)
        if needs_better and not data.get("better") and not data.get("not_sure") and "better" not in self.errors:
            self.add_error("better", 'Tell us what would make it better, or tick "I am not sure yet".')
        return data

    def say(self, project: Project, giver: Person) -> Feedback:
        """The saved feedback, with its promise."""
        today = timezone.localdate()
        self.instance.project, self.instance.giver = project, giver
        self.instance.received_on, self.instance.promised_by = today, project.promise_from(today)
        return self.save()


class SayForForm(SayForm):
    """The same, typed by a facilitator for someone who speaks."""

    who = forms.ChoiceField(label="Who is speaking?", error_messages={"required": "Choose who is speaking."})
    group = forms.CharField(
        label="Which group?",
        help_text="For example: parents at the Tuesday drop-in.",
        required=False,
        max_length=160,
    )
    received_on = DatePartsField(label="When did they say it?")

    class Meta(SayForm.Meta):
        fields = [*SayForm.Meta.fields, "group", "received_on"]

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, name="Their name", **kwargs)
        self.fields["named_as"].label = "How do they want to be named?"
        places = project.memberships.current().select_related("person").order_by("person__name")
        self.people = {str(place.person_id): place.person for place in places}
        people = [(key, person.name) for key, person in self.people.items()]
        self.fields["who"].choices = [("", "Choose"), *people, (GROUP, "A group of people")]
        self.initial.setdefault("received_on", timezone.localdate())
        self.helper.layout = Layout(
            "who",
            Div("group", css_class="when-a-group"),
            "received_on",
            "kind",
            "problem",
            "better",
            "not_sure",
            "named_as",
            "not_asked",
            Button("Save, and read it back"),
        )

    def clean_received_on(self) -> date:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come. Give the day when they said it.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("who") == GROUP and not data.get("group") and "group" not in self.errors:
            self.add_error("group", "Say which group it was.")
        if data.get("who") != GROUP:
            data["group"] = ""
        return data

    def write_down(self, project: Project, by: Person) -> Feedback:
        """The saved feedback. The promise runs from today: that is when we have it."""
        feedback = self.instance
        feedback.project, feedback.typed_by, feedback.owner = project, by, by
        feedback.giver = self.people.get(self.cleaned_data["who"])
        feedback.channel = Channel.ALOUD
        feedback.promised_by = project.promise_from(timezone.localdate())
        feedback.read_back_on = None
        return self.save()


class AskMoreForm(forms.Form):
    words = forms.CharField(
        label="What do you want to ask or add?",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        error_messages={
            "required": "Write one line or two, so that we know what you want to ask.",
            "max_length": TOO_LONG.format(most="2,000"),
        },
    )
    helper = FormHelper()
    helper.layout = Layout("words", Button("Send it", sun=True, icon="say"))
