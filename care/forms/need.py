"""One need: what, in whose words, who may know it."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from care.models import MayKnow, Need, NeedKind
from care.models.need import who_may_be_named
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.project import too_long

ONLY = "only "
OTHER = "other"  # not empty: so that nothing is ticked for somebody who has not looked yet
MINE = {
    "code": "Which of these?",
    "words": "Say it in your words",
    "may_know": "Who may know this?",
    MayKnow.SESSIONS: "Only facilitators who run sessions I go to",
    MayKnow.PROJECTS: "Anybody who plans in my projects",
    "pick": "Choose who may know it.",
}
THEIRS = {
    "code": "Which of these?",
    "words": "What did they say?",
    "may_know": "Who may know this? Ask them.",
    MayKnow.SESSIONS: "Only facilitators who run sessions they go to",
    MayKnow.PROJECTS: "Anybody who plans in their projects",
    "pick": "Ask them who may know it, and choose that.",
}


class NeedForm(forms.ModelForm):
    """`by`: who types for somebody else; then it is read back."""

    code = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    words = forms.CharField(
        widget=forms.Textarea({"rows": 3}),
        max_length=600,
        required=False,
        error_messages={"max_length": too_long(600)},
    )
    may_know = forms.ChoiceField(widget=forms.RadioSelect)
    read_back = forms.BooleanField(
        label="I read it back to them, and it is right",
        help_text="Also who may know it.",
        error_messages={"required": "Read it back to them first."},
    )

    class Meta:
        model = Need
        fields = ["code", "words"]

    def __init__(self, *args: Any, by: Person | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        need, self.by = self.instance, by
        said, kind = THEIRS if by else MINE, NeedKind(need.kind)
        for name in ("code", "words", "may_know"):
            self.fields[name].label = said[name]
        self.fields["words"].help_text = f"The need, never the diagnosis. For example: {kind.example}"
        self.fields["code"].choices = [*kind.codes, (OTHER, "Something else")]
        self.facilitators = {f"{ONLY}{one.pk}": one for one in who_may_be_named(need.person)}
        self.fields["may_know"].choices = self.who_may(said)
        self.fields["may_know"].error_messages["required"] = said["pick"]
        self.initial["code"] = need.code or (OTHER if need.words else "")
        self.initial["may_know"] = f"{ONLY}{need.known_by_id}" if need.known_by_id else need.may_know
        if not kind.codes:
            del self.fields["code"]
        if not by:
            del self.fields["read_back"]
        self.helper = FormHelper()
        self.helper.layout = Layout(*[name for name in self.order() if name in self.fields], Button("Save", big=True))

    def order(self) -> tuple[str, ...]:
        return ("code", "words", "may_know", "read_back")

    def who_may(self, said: dict[str, str]) -> list[tuple[str, str]]:
        """Three plain choices: whoever runs my sessions, one of these, whoever plans in my projects."""
        one_each = [(key, f"Only {one.name}") for key, one in self.facilitators.items()]
        first, last = (MayKnow.SESSIONS.value, said[MayKnow.SESSIONS]), (MayKnow.PROJECTS.value, said[MayKnow.PROJECTS])
        return [first, *one_each, last]

    def clean_code(self) -> str:
        chosen: str = self.cleaned_data["code"]
        return "" if chosen == OTHER else chosen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("words") and not data.get("code") and not {"words", "code"} & set(self.errors):
            self.add_error("words", "Write what helps, in a few words.")
        return data

    def write_down(self, on: date) -> Need:
        """Saved; by somebody else with the day on which it was read back."""
        need: Need = self.instance
        chosen = self.cleaned_data["may_know"]
        need.known_by = self.facilitators.get(chosen)
        need.may_know = MayKnow.NAMED if need.known_by else chosen
        need.written_by, need.read_back_on = self.by, on if self.by else None
        return need.write_down()
