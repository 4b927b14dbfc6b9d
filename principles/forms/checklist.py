"""Opening a checklist, and answering one principle of it."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.utils import timezone

from participants.forms.layout import Button
from participants.models import Person
from principles.models import AnswersAreLocked, Checklist, Principle, PrincipleSet, Says, Side
from projects.forms.project import too_long
from projects.models import Project

NO_NAMES = "Only if you want to. Please write nobody's name. "
WHO_SEES_NOTES = {
    Side.MEMBERS: "We show notes without names, when 5 or more members answered this part.",
    Side.STAFF: "We show notes without names. Yours may still be seen as yours.",
}


class SetField(forms.ModelChoiceField):
    def label_from_instance(self, shown: PrincipleSet) -> str:
        return f"{shown.name}\nFrom {shown.made_by}"


class ChecklistOpenForm(forms.ModelForm):
    """What to ask, and what to call it."""

    set = SetField(
        label="Which questions do you want to ask?",
        queryset=PrincipleSet.objects.newest(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose the questions to ask.", "invalid_choice": "Choose one from the list."},
    )

    class Meta:
        model = Checklist
        fields = ("title", "set")
        labels = {"title": "What do you want to call it?"}
        help_texts = {"title": "For example: After the first three sessions. Everyone reads this name."}
        error_messages = {"title": {"required": "Give it a name.", "max_length": too_long(80)}}

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)
        self.project = project
        self.fields["set"].initial = PrincipleSet.objects.newest().first()
        self.helper = FormHelper()
        self.helper.layout = Layout("title", "set", Button("Open it and tell everyone", big=True))

    def clean_set(self) -> PrincipleSet:
        """A set that is not being answered already. The project is held, so that two clicks open one."""
        Project.objects.select_for_update().get(pk=self.project.pk)
        chosen = self.cleaned_data["set"]
        if self.project.checklists.open().filter(set=chosen).exists():
            raise forms.ValidationError("People are answering these questions now. Look at the answers first.")
        return chosen

    def open(self, by: Person, as_at: datetime) -> Checklist:
        """The new checklist, open for answers."""
        checklist = self.save(commit=False)
        checklist.project, checklist.opened_by, checklist.opened_on = self.project, by, timezone.localdate(as_at)
        checklist.save()
        return checklist


class PartForm(forms.Form):
    """One principle: each statement with five choices, and one note."""

    note = forms.CharField(
        label="Anything behind your answers?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": too_long(500)},
    )

    def __init__(
        self, *args: Any, checklist: Checklist, principle: Principle, person: Person, side: Side, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.checklist, self.principle, self.person, self.side = checklist, principle, person, side
        self.statements = {f"s{statement.position}": statement for statement in principle.statements.all()}
        before = checklist.answers.filter(person=person, statement__principle=principle)
        self.add_questions({answer.statement_id: answer.says for answer in before})
        self.fields["note"].initial = "".join(answer.note for answer in before)
        self.fields["note"].help_text = NO_NAMES + WHO_SEES_NOTES[side]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *(Field(name, template="principles/_statement.html") for name in self.statements),
            "note",
            HTML('{% include "principles/_go_on.html" %}'),
        )

    def add_questions(self, before: dict[Any, str]) -> None:
        """One question for each statement, with what the person said before."""
        for name, statement in self.statements.items():
            self.fields[name] = forms.ChoiceField(
                label=statement.words,
                choices=Says.choices,
                required=False,
                widget=forms.RadioSelect,
                initial=before.get(statement.pk, ""),
                error_messages={"invalid_choice": "Choose one of the five answers, or none."},
            )

    def keep(self) -> bool:
        """Keep the answers; False, with a sentence on the form, when the group has looked in the meantime."""
        says = {statement: self.cleaned_data[name] for name, statement in self.statements.items()}
        try:
            self.checklist.keep(self.person, self.side, self.principle, says, self.cleaned_data["note"])
        except AnswersAreLocked:
            self.add_error(None, "The group has looked at the answers, so they do not change any more.")
            return False
        return True
