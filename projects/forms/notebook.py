"""One line of the notebook: bring it, change its words, settle it."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.fold import Fold
from projects.forms.project import too_long
from projects.forms.prompts import PROMPTS
from projects.models import Basis, Entry, EntryKind, Project


class LineForm(forms.ModelForm):
    """The words of a line. All but the line itself may stay empty."""

    link = forms.URLField(
        label="Is there a link?",
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={
            "invalid": "Write the whole address of the page, like https://example.org.",
            "max_length": too_long(300),
        },
    )

    basis = forms.ChoiceField(
        label="What kind of knowledge is it?",
        choices=[*((basis.value, basis.label) for basis in Basis if basis != Basis.MONEY), ("", "Hard to say")],
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
    )

    class Meta:
        model = Entry
        fields = ["line", "basis", "more", "come_from", "link"]
        labels = {"come_from": "Where is it from?"}
        help_texts = {"come_from": "For example: figures of the clinic, what people have lived, the law."}
        error_messages = {
            "line": {"required": "Write one line.", "max_length": too_long(200)},
            "more": {"max_length": too_long(300)},
            "come_from": {"max_length": too_long(160)},
        }
        widgets = {"more": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, kind: EntryKind, **more: Any) -> None:
        super().__init__(*args, **more)
        prompt = PROMPTS[kind]
        self.kind = kind
        self.fields["line"].label, self.fields["more"].label = prompt.line, prompt.more
        self.fields["more"].help_text = prompt.more_hint
        if kind != EntryKind.KNOW:
            del self.fields["basis"]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.questions(), *self.at_the_end())

    def questions(self) -> list[Any]:
        """The meaning of a word stands beside it; everywhere else there is one line, and a fold."""
        if self.kind == EntryKind.WORD:
            return ["line", "more", Fold("Where it is from", "come_from", "link")]
        basis = [name for name in ("basis",) if name in self.fields]
        return ["line", *basis, Fold("Say more about it", "more", "come_from", "link")]

    def at_the_end(self) -> list[Any]:
        return [Button("Save")]


class EntryForm(LineForm):
    """A new line."""

    nameless = forms.BooleanField(
        label="Do not show my name", help_text='It will say "somebody". We do not keep who it was.', required=False
    )

    def at_the_end(self) -> list[Any]:
        return ["nameless", Button("Add it", icon="plus")]

    def bring(self, project: Project, by: Person, on: date) -> Entry:
        """The saved line. Without a name: neither the line nor its history knows who brought it."""
        entry = self.instance
        entry.project, entry.kind, entry.on = project, self.kind, on
        if self.cleaned_data["nameless"]:
            entry._history_user = None
        else:
            entry.brought_by = by
        entry.save()
        return entry


class RewordForm(LineForm):
    """Other words. Anybody who takes part may change any line (TE-CR3)."""

    why = forms.CharField(
        label="Why do you change it?",
        help_text="Leave this empty if it speaks for itself.",
        required=False,
        max_length=300,
        error_messages={"max_length": too_long(300)},
    )

    def at_the_end(self) -> list[Any]:
        return ["why", Button("Save the new words")]

    def reword(self) -> Entry:
        """The line with its new words; the old ones are in its history."""
        if {*self.changed_data} - {"why"}:
            self.instance._change_reason = self.cleaned_data["why"]
            self.instance.save()
        return self.instance


class SettleForm(forms.Form):
    """How it ended, and when."""

    how = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    on = DatePartsField(label="When?", error_messages={"required": "Give the day."})

    def __init__(self, *args: Any, kind: EntryKind, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = {"on": today}
        prompt, self.today = PROMPTS[kind], today
        self.fields["how"].label = prompt.how
        self.fields["how"].error_messages |= {"required": "Say it in one line.", "max_length": too_long(300)}
        self.helper = FormHelper()
        self.helper.layout = Layout("how", "on", Button(prompt.settle))

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("That day is still to come. Give the day it happened.")
        return on
