"""Questions that people answer about themselves, without their name."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from care.models import RATHER_NOT, Question
from participants.forms.layout import Button
from projects.forms.project import too_long
from projects.models import Project

LONGEST, MOST_ANSWERS = 80, 12

# To begin with, and to change: nothing is asked unless somebody keeps it.
EXAMPLES = {
    "age": ("How old are you?", "Under 25\n25 to 44\n45 to 64\n65 or older"),
    "background": ("How would you describe your background, in words you would use?", ""),
    "care": ("Do you look after somebody who could not manage without you?", "Yes\nNo"),
}


class QuestionForm(forms.ModelForm):
    answers = forms.CharField(
        label="Which answers can people choose?",
        help_text=f'One in each line. We add "{RATHER_NOT}" ourselves.',
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=1200,
        error_messages={"required": "Write the answers, one in each line.", "max_length": too_long(1200)},
    )

    class Meta:
        model = Question
        fields = ["words", "answers"]
        labels = {"words": "What do you want to ask?"}
        help_texts = {"words": "In your own words. Ask only what you will do something about."}
        error_messages = {"words": {"required": "Write the question.", "max_length": too_long(160)}}

    helper = FormHelper()
    helper.layout = Layout("words", "answers", Button("Ask this"))

    def clean_answers(self) -> list[str]:
        """Each line once, from two to twelve."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["answers"].splitlines()]
        answers = [line for line in dict.fromkeys(lines) if line and line != RATHER_NOT]
        if not 2 <= len(answers) <= MOST_ANSWERS:
            raise forms.ValidationError(f"Write from 2 to {MOST_ANSWERS} answers, one in each line.")
        if any(len(line) > LONGEST for line in answers):
            raise forms.ValidationError(f"Make each answer {LONGEST} letters or fewer.")
        return answers

    def ask(self, project: Project) -> Question:
        self.instance.project = project
        return self.save()


class DescribeForm(forms.Form):
    """All questions at once; each may be left out."""

    def __init__(self, *args: Any, questions: list[Question], **more: Any) -> None:
        super().__init__(*args, **more)
        self.questions = questions
        for question in questions:
            self.fields[str(question.pk)] = forms.ChoiceField(
                label=question.words,
                choices=[(answer, answer) for answer in question.offered],
                widget=forms.RadioSelect({"class": "opts"}),
                required=False,
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Button("Send it"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.values()):
            self.add_error(next(iter(self.fields)), "Choose an answer, or go back. You do not have to answer.")
        return data

    def given(self) -> list[tuple[Question, str]]:
        """What was answered, question by question."""
        answers = cast("dict[str, str]", self.cleaned_data)
        return [(one, answers[str(one.pk)]) for one in self.questions if answers[str(one.pk)]]
