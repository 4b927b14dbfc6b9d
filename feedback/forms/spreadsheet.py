"""A spreadsheet in: the file, what its columns are, and the last word before it counts."""

from datetime import date, datetime
from pathlib import PurePath
from textwrap import shorten
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile

from feedback.forms.say import named_as_choices
from feedback.models import Kind, NamedAs, Upload
from feedback.spreadsheet.dates import Order, example_of_both, order_of, read_day
from feedback.spreadsheet.guess import guess
from feedback.spreadsheet.kinds import meaning, unknown
from feedback.spreadsheet.lines import Match, People
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from participants.sheet import EMPTY, MOST_BYTES, TOO_BIG, Sheet, Unreadable, read
from participants.templatetags.look import day as in_words
from projects.forms.fold import Fold
from projects.models import Project

GROUP, PERSON = "group", "person"
NONE = ("", "No column")


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Which file?",
        help_text="A CSV file, up to 2 MB and 2,000 lines. The first line names the columns, in words of your own.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={
            "required": "Choose a file.",
            "missing": "Choose a file.",
            "invalid": "Choose a file.",
            "empty": EMPTY,
        },
    )
    helper = FormHelper()
    helper.layout = Layout("file", Button("Look at the columns"))

    def clean_file(self) -> UploadedFile:
        """A file that holds lines; otherwise the reader's sentence."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        self.content = file.read()
        try:
            read(self.content)
        except Unreadable as why:
            raise forms.ValidationError(str(why)) from why
        return file

    def keep(self, project: Project, by: Person, as_at: datetime) -> Upload:
        """The file, put by for the next two pages; what was left lying for a day goes."""
        Upload.objects.old(as_at).delete()
        name = PurePath(self.cleaned_data["file"].name)
        short = f"{name.stem[: 80 - len(name.suffix)]}{name.suffix}"[:80]
        return Upload.objects.create(project=project, by=by, name=short, content=self.content, recorded_at=as_at)


class MatchForm(forms.Form):
    """Which column is what. Guesses stand in it until the facilitator has looked."""

    said = forms.ChoiceField(
        label="Which column holds what people said?",
        error_messages={"required": "Choose the column with what people said."},
    )
    better = forms.ChoiceField(label="Which column says what would make it better?", required=False)
    when = forms.ChoiceField(label="Which column holds the day when it was said?", required=False)
    order = forms.ChoiceField(
        widget=forms.RadioSelect,
        help_text="The days in this column can be read in two ways.",
        error_messages={"required": "Choose which of the two days is meant."},
    )
    day = DatePartsField(
        label="On which day was it said, where a line does not tell?",
        required=False,
    )
    who = forms.ChoiceField(label="Which column says who said it?", required=False)
    who_is = forms.ChoiceField(
        label="Who is that?",
        choices=[
            (GROUP, "A group\nFor example: parents and carers. Their loop ends when they are told in public."),
            (PERSON, "A person in this project\nWe find them by name or email. They are told in their own way."),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    named_as = forms.ChoiceField(
        label="How do they want to be named?",
        help_text="If you have not asked, choose one of the last two.",
        choices=named_as_choices("By name, or the group's name"),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they are named."},
    )
    kind = forms.ChoiceField(label="Which column says what kind it is?", required=False)
    one_kind = forms.ChoiceField(
        label="Which kind is it, where a line does not tell?",
        help_text="What works, thanks and feelings need thanks. Everything else, and a group, needs an answer.",
        choices=Kind.choices,
        error_messages={"required": "Choose a kind."},
    )
    where = forms.ChoiceField(
        label="Which column says where it came from?",
        help_text="For example the event. We keep the name of the file and the line as well.",
        required=False,
    )

    COLUMNS = {
        "said": "What people said",
        "better": "What would make it better",
        "when": "When it was said",
        "who": "Who said it",
        "kind": "What kind it is",
        "where": "Where it came from",
    }
    COLUMNS_AND_MORE = ("said", "better", "when", "order", "day", "who", "who_is", "named_as", "kind")

    def __init__(self, data: Any = None, *, sheet: Sheet, project: Project, today: date) -> None:
        start = {"named_as": NamedAs.MEMBER, "one_kind": Kind.COMMENT} | guess(sheet, People(project))
        super().__init__(data, initial=start)
        self.sheet, self.today = sheet, today
        self.columns = {str(place): heading for place, heading in enumerate(sheet.headings)}
        for name in self.COLUMNS:
            field = self.choice(name)
            field.choices = [("", "Choose a column") if field.required else NONE, *self.columns.items()]
            field.error_messages["invalid_choice"] = "Choose one of the columns."
        self.ask_about_days()
        self.kinds = self.ask_about_kinds()
        self.order_fields([*self.COLUMNS_AND_MORE, *self.kinds, "one_kind", "where"])
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Button("Show me the lines"))

    def choice(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])

    def ask_about_days(self) -> None:
        """Ask for one day only where a line has none, and which number is the day only where it could be either."""
        place = self["when"].value()
        cells = self.sheet.column(int(place)) if place in self.columns else []
        if place in self.columns and len(cells) == len(self.sheet.lines):
            del self.fields["day"]
        if order_of(cells):
            del self.fields["order"]
            return
        example = example_of_both(cells)
        self.choice("order").label = f"Which day is {example}?"
        self.choice("order").choices = [
            (order.value, f"{in_words(read_day(example, order))}\nThe {order.value} comes first.") for order in Order
        ]

    def ask_about_kinds(self) -> dict[str, str]:
        """One question for each word of the column that is no kind of ours: field -> word."""
        place = self["kind"].value()
        words = unknown(self.sheet.column(int(place))) if place in self.columns else []
        asked = {f"kind_{place}_{number}": word for number, word in enumerate(words)}
        for name, word in asked.items():
            self.fields[name] = forms.ChoiceField(
                label=f'Which kind is "{word}"?',
                help_text="" if meaning(word) else self.first_under(int(place), word),
                choices=[("", "Choose a kind"), *Kind.choices],
                initial=meaning(word),
                error_messages={"required": f'Choose the kind for "{word}".'},
            )
        return asked

    def first_under(self, place: int, word: str) -> str:
        """What was said first under this word that we do not understand: it reminds of what the word meant."""
        column = self["said"].value()
        if column not in self.columns:
            return ""
        lines = [line.cells for line in self.sheet.lines if line.cells[place].casefold() == word.casefold()]
        said = next((cells[int(column)] for cells in lines if cells[int(column)]), "")
        return f"For example: {shorten(said, 75, placeholder='…')}" if said else ""

    @property
    def guesses(self) -> dict[str, Any]:
        """What stands in it before anybody has answered, as answers."""
        return {name: self[name].value() for name in self.fields if name != "day"}

    @property
    def reads(self) -> list[tuple[str, str]]:
        """What we take from which column, and which columns we leave out, in words."""
        used = {name: place for name in self.COLUMNS if (place := self[name].value())}
        rest = [heading for place, heading in self.columns.items() if place not in used.values()]
        taken = [(self.COLUMNS[name], f'The column "{self.columns[place]}"') for name, place in used.items()]
        return [*taken, ("Left out", ", ".join(rest))] if rest else taken

    def fold(self) -> None:
        """The guesses answer everything: one question is left, and the rest is asked of who finds them wrong."""
        rest = [name for name in self.fields if name != "named_as"]
        wrong = Fold("This is not right: I say what the columns are", *rest, usual=True)
        self.helper.layout = Layout("named_as", wrong, Button("Show me all the lines"))

    def clean_day(self) -> date | None:
        day = self.cleaned_data["day"]
        if day and day > self.today:
            raise forms.ValidationError("This day is still to come. Give the day when it was said.")
        return day

    def clean(self) -> dict[str, Any]:
        """A day from somewhere, and two columns for two things."""
        data = super().clean() or {}
        if not data.get("when") and not data.get("day") and not self.errors.get("day"):
            self.add_error("when", "Choose the column with the day, or write one day for all lines below.")
        if data.get("better") and data["better"] == data.get("said"):
            self.add_error("better", "This is the column with what people said. Choose another one, or none.")
        return data

    def place(self, name: str) -> int | None:
        """The column chosen for this, if one was."""
        return int(self.cleaned_data[name]) if self.cleaned_data[name] else None

    def match(self) -> Match:
        """The answers, for reading the lines."""
        data = self.cleaned_data
        return Match(
            said=int(data["said"]),
            better=self.place("better"),
            when=self.place("when"),
            who=self.place("who"),
            kind=self.place("kind"),
            where=self.place("where"),
            by_person=data["who_is"] == PERSON,
            order=Order(data.get("order", Order.DAY)),
            day=data.get("day"),
            one_kind=data["one_kind"],
            kinds={word.casefold(): data[name] for name, word in self.kinds.items()},
            named_as=data["named_as"],
        )


class ImportForm(forms.Form):
    """The last word. Where lines are here already, leaving them out is said aloud, never done in silence."""

    leave_out = forms.BooleanField(
        error_messages={"required": "Tick this to leave out the lines that are already here."},
    )

    def __init__(self, data: Any = None, *, count: int, here: int) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        if here:
            lines = "line that is" if here == 1 else f"{here:,} lines that are"
            self.fields["leave_out"].label = f"Leave out the {lines} already here"
        else:
            del self.fields["leave_out"]
        words = "1 line" if count == 1 else f"{count:,} lines"
        self.helper.layout = Layout(*self.fields, Button(f"Bring in {words}"))
