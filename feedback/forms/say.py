"""Saying something: two minutes, one page."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from feedback.models import Feedback, Kind, NamedAs
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.fold import Fold
from projects.models import Project

KINDS = [
    (Kind.WORKS, "Something that works well"),
    (Kind.PROBLEM, "Something to make better"),
    (Kind.WORRY, "A worry"),
    (Kind.QUESTION, "A question"),
    (Kind.FEELING, "How I feel"),
    (Kind.THANKS, "A thank you"),
]
AMONG_QUESTIONS = "We put it among our questions, unless only the facilitators read it."
TOO_LONG = "This is longer than we can keep. Use {most} letters or fewer. Your words are still here."


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
        label="What is it?",
        help_text="You can leave this out.",
        choices=KINDS,
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
    )
    named_as = forms.ChoiceField(
        label="How shall we name you?",
        help_text="You can change your mind later.",
        widget=forms.RadioSelect,
        initial=NamedAs.MEMBER,
        error_messages={"required": "Choose how we name you."},
    )

    class Meta:
        model = Feedback
        fields = ["kind", "problem", "better", "named_as", "not_asked", "with_others", "must_hear"]
        labels = {
            "problem": "What do you want to tell us?",
            "better": "What would make it better?",
            "not_asked": "What should we be asking that we are not?",
            "with_others": "Who says it with you?",
            "must_hear": "Who must hear it?",
        }
        help_texts = {
            "problem": "What works well, what does not, a question or a thank you. One or two lines are plenty.",
            "better": "A small change counts. Leave it empty if you are not sure.",
            "not_asked": f"Leave this empty if nothing comes to mind. {AMONG_QUESTIONS}",
            "with_others": "For example: three of us from the drop-in. Only the facilitators see this.",
            "must_hear": "For example: whoever plans the buses. Only the facilitators see this.",
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (("problem", 5), ("better", 3), ("not_asked", 3))
        }
        error_messages = {
            **{name: {"max_length": TOO_LONG.format(most="2,000")} for name in ("problem", "better", "not_asked")},
            **{name: {"max_length": TOO_LONG.format(most="160")} for name in ("with_others", "must_hear")},
        }

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["named_as"].choices = named_as_choices(name)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "problem",
            "better",
            "kind",
            "named_as",
            "not_asked",
            Fold("Said with others, or for somebody to hear", "with_others", "must_hear"),
            Button("Send it", sun=True, icon="say"),
        )

    def clean_kind(self) -> str:
        """What they ticked, or else what it was: words of which nobody said what they are are a comment."""
        return self.cleaned_data["kind"] or self.instance.kind

    def clean(self) -> dict[str, Any]:
        """Some words are enough. Nobody has to say what would be better, or what kind of thing it is."""
        data = super().clean() or {}
        if not data.get("problem") and "problem" not in self.errors:
            self.add_error("problem", "Write one line or two, so that we know what it is about.")
        return data

    def say(self, project: Project, giver: Person) -> Feedback:
        """The saved feedback, with its promise."""
        today = timezone.localdate()
        self.instance.project, self.instance.giver = project, giver
        self.instance.received_on, self.instance.promised_by = today, project.promise_from(today)
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
