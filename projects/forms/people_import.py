"""Many people at once: the file, and then the same words again with the button that counts."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.layout import Button
from participants.sheet import EMPTY, Sheet, Unreadable, decode, read

MOST_BYTES = 500_000
TOO_BIG = "This file is bigger than half a megabyte. Split it in two, and bring them in one by one."


class PeopleFileForm(forms.Form):
    """What is typed into the hidden field is the file again, so that nothing has to be kept in between."""

    file = forms.FileField(
        label="Which file?",
        help_text="A CSV file. The first line names the columns: name, email, phone, role. The order does not matter.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        required=False,
        error_messages={"empty": EMPTY, "invalid": "Choose a file."},
    )
    text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.sheet: Sheet | None = None
        self.helper = FormHelper()
        self.helper.layout = Layout("file", Button("Look at the lines"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file = data.get("file")
        content = file.read(MOST_BYTES + 1) if file else data.get("text", "").encode()
        if "file" in self.errors:
            return data
        if not content:
            self.add_error("file", "Choose a file.")
        elif len(content) > MOST_BYTES:
            self.add_error("file", TOO_BIG)
        else:
            self.read(content)
        return data

    def read(self, content: bytes) -> None:
        try:
            self.sheet, self.cleaned_data["text"] = read(content), decode(content)
        except Unreadable as why:
            self.add_error("file", str(why))
