"""What more there is to say about a decision; all of it may be left out."""

from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.from_many import FromMany, key_of, offer_sessions, offer_subjects
from projects.forms.project import too_long
from projects.models import AgendaItem, Basis, Decision, HowDecided, Project, Session, WhoseNeed
from projects.models.decision import CAN_CHANGE
from projects.public_words import refused

NOT_SAID = ("", "Not written down")
NOT_HERE = "Choose from this list."
EASY = ("easy_words", "easy_checked_by", "easy_checked_on")


class EasyWordsForm(forms.ModelForm):
    """The decision in easy words, and who checked them. A check holds for the words that were checked."""

    easy_checked_on = DatePartsField(label="When did they check them?", required=False)

    class Meta:
        model = Decision
        fields: list[str] = [*EASY]
        labels = {"easy_words": "The decision in easy words", "easy_checked_by": "Who checked the easy words?"}
        help_texts = {
            "easy_words": "Short sentences. Everyday words. People read this first.",
            "easy_checked_by": "For example: Aisha, who reads Easy Read. Leave this empty until somebody has.",
        }
        widgets: dict[str, forms.Widget] = {"easy_words": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "easy_words": {"max_length": too_long(600)},
            "easy_checked_by": {"max_length": too_long(80)},
        }

    helper = FormHelper()
    helper.layout = Layout(*EASY, Button("Save"))

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Who checked and when belong together, belong to words, and to these words."""
        data = super().clean() or {}
        words, by, on = (data.get(name) for name in EASY)
        if by and not words:
            self.add_error("easy_words", "Write the easy words that were checked.")
        if by and not on and "easy_checked_on" not in self.errors:
            self.add_error("easy_checked_on", "Give the day they checked them.")
        if on and not by and "easy_checked_by" not in self.errors:
            self.add_error("easy_checked_by", "Say who checked them.")
        if on and on > self.today:
            self.add_error("easy_checked_on", "That day is still to come. Give the day they checked them.")
        if by and self.initial.get("easy_checked_by") and set(self.changed_data) & set(EASY) == {"easy_words"}:
            self.add_error("easy_words", "These words are new. Give the new check below, or leave the check empty.")
        return data


class DecisionEasyWordsForm(EasyWordsForm):
    """As they stand beside a decision that there is, which may be in public."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "easy_words" in self.changed_data and (why := refused(self.instance, [data.get("easy_words") or ""])):
            self.add_error("easy_words", why)
        return data


class MoreAboutForm(EasyWordsForm):
    """All that may be left out when a decision is written down."""

    basis = forms.MultipleChoiceField(
        label="What does it rest on?",
        help_text="Tick all that are true.",
        choices=Basis.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": NOT_HERE},
    )
    way = forms.ChoiceField(
        label="How was it decided?",
        choices=[*HowDecided.choices, NOT_SAID],
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
        error_messages={"invalid_choice": NOT_HERE},
    )
    whose_need = forms.ChoiceField(
        label="Whom does it work for?",
        choices=[*WhoseNeed.choices, NOT_SAID],
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
        error_messages={"invalid_choice": NOT_HERE},
    )
    can_change = forms.ChoiceField(
        label="Can it still change?",
        choices=[*((choice.value, words) for choice, words in CAN_CHANGE.items()), NOT_SAID],
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
        error_messages={"invalid_choice": NOT_HERE},
    )
    can_change_until = DatePartsField(
        label="Until when?", help_text="Leave this empty if there is no such day.", required=False
    )
    review_on = DatePartsField(
        label="When do we look at it again?",
        help_text="On that day we ask those who decided, and those who follow it: keep, change or drop?",
        required=False,
    )
    agenda_item = FromMany(
        queryset=AgendaItem.objects.none(),
        label="Which subject was it?",
        empty_label="None of these",
        required=False,
        error_messages={"invalid_choice": NOT_HERE},
    )

    class Meta(EasyWordsForm.Meta):
        fields = [
            *("options", "basis", "whose_need", "can_change", "can_change_until", "review_on"),
            *("session", "agenda_item", "way", "how_decided", "views_that_differed", *EASY),
        ]
        field_classes = {"session": FromMany}
        labels = EasyWordsForm.Meta.labels | {
            "options": "What else was thought about?",
            "session": "In which session was it made?",
            "how_decided": "Is there more to say about how?",
            "views_that_differed": "Which views differed?",
        }
        help_texts = EasyWordsForm.Meta.help_texts | {
            "options": "One line for each way, and why it was not chosen.",
            "how_decided": "For example: by talking until everyone could live with it.",
            "views_that_differed": "Who saw it another way, and why? Leave it empty if nobody did.",
        }
        widgets = EasyWordsForm.Meta.widgets | {
            "options": forms.Textarea(attrs={"rows": 4}),
            "views_that_differed": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = EasyWordsForm.Meta.error_messages | {
            "options": {"max_length": too_long(1000)},
            "session": {"invalid_choice": NOT_HERE},
            "how_decided": {"max_length": too_long(200)},
            "views_that_differed": {"max_length": too_long(1000)},
        }

    def __init__(self, *args: Any, project: Project, by: Person, today: date, **more: Any) -> None:
        super().__init__(*args, today=today, **more)
        self.project, self.by = project, by
        for name in ("way", "whose_need", "can_change"):
            self.initial.setdefault(name, "")
        self.session = key_of(self["session"].value())
        on_agendas = AgendaItem.objects.seen_in(project).standing().filter(session__isnull=False)
        session = offer_sessions(self, "session", Session.objects.seen_in(project))
        session.empty_label = "In none of these"
        offer_subjects(self, "agenda_item", on_agendas.select_related("session"), self.session)
        for name in ("session", "agenda_item"):  # no question when there is nothing
            if not cast(FromMany, self.fields[name]).lines:
                del self.fields[name]

    def more_questions(self, before_basis: HTML) -> list[str | HTML]:
        """The names in order, with a thought to have before saying what it is based on."""
        names: list[str | HTML] = [name for name in MoreAboutForm.Meta.fields if name in self.fields]
        names.insert(names.index("basis"), before_basis)
        return names

    def clean_review_on(self) -> date | None:
        review_on: date | None = self.cleaned_data["review_on"]
        if review_on and review_on <= self.today and "review_on" in self.changed_data:
            raise forms.ValidationError("That day is over. Give a day to come.")
        return review_on

    def clean(self) -> dict[str, Any]:
        """A subject brings its session; a last day needs something that can change."""
        data = super().clean()
        session, subject = data.get("session"), data.get("agenda_item")
        if subject and session and subject.session_id != session.pk:
            self.add_error("agenda_item", "That subject was in another session. Choose one of the two.")
        elif subject:
            data["session"] = subject.session
        if data.get("can_change_until") and not data.get("can_change") and "can_change" not in self.errors:
            self.add_error("can_change", "Say whether it can change until then.")
        return data
