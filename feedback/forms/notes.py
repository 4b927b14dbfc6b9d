"""The notes of a session, messy first; and photos of what was on the wall."""

import hashlib
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from participants.forms.layout import Button
from participants.models import Person
from projects.models import Paper, Session
from projects.photo import NotAPhoto, as_we_keep_it

AT_ONCE = 10
TOO_BIG = "it is larger than 10 MB. Send a smaller copy."
SHOWS = "What does it show?"
SHOWS_WHY = "For people who cannot see it. For example: a drawing of the room, with chairs in a circle."
LEFT_OUT = f"Only {AT_ONCE} photos fit at once. These were left out: "


def mark_of(notes: str) -> str:
    """A short mark that changes with the words."""
    return hashlib.sha256(notes.encode()).hexdigest()[:12]


class NotesForm(forms.ModelForm):
    sorted = forms.BooleanField(
        label="They are sorted now", help_text="Untick it while they are still messy.", required=False
    )
    shared = forms.BooleanField(
        label="Share them with everyone in the project", help_text="The photos below go with them.", required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Session
        fields = ["notes"]
        labels = {"notes": "What do you want to keep?"}
        help_texts = {"notes": "Write as it comes. It may be messy, and it can stay messy. Sort it when you like."}
        widgets = {"notes": forms.Textarea(attrs={"rows": 10})}
        error_messages = {"notes": {"max_length": "Use 20,000 letters or fewer."}}

    helper = FormHelper()
    helper.layout = Layout("seen", "notes", "sorted", "shared", Button("Save"))

    def __init__(self, data: Any = None, *, session: Session) -> None:
        self.before = session.notes
        mark = mark_of(self.before)
        self.overtaken = data is not None and data.get("seen") != mark
        super().__init__(None if data is None else dict(data.items()) | {"seen": mark}, instance=session)
        dates = {"sorted": session.notes_sorted_on, "shared": session.notes_shared_on}
        start: dict[str, Any] = {name: bool(day) for name, day in dates.items()}
        self.initial = {**self.initial, **start, "seen": mark}

    def clean(self) -> dict[str, Any]:
        """Nobody writes over what somebody else has just written."""
        if self.overtaken:
            self.add_error("notes", "Someone else wrote here while you were typing. Their notes stand below.")
        return super().clean() or {}

    def write(self, today: date) -> Session:
        session, data = self.instance, self.cleaned_data
        session.notes_sorted_on = (session.notes_sorted_on or today) if data["sorted"] else None
        session.notes_shared_on = (session.notes_shared_on or today) if data["shared"] else None
        session.save(update_fields=["notes", "notes_sorted_on", "notes_shared_on", "notes_words"])
        return session


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class PhotosForm(forms.Form):
    """Several photos at once. One that cannot be kept does not stop the others."""

    file = forms.Field(
        label="Which photos?",
        help_text=f"Up to {AT_ONCE} at once, each up to 10 MB. We do not keep where or when they were taken.",
        widget=ManyFiles({"accept": "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic"}),
        error_messages={"required": "Choose a photo."},
    )
    described = forms.CharField(
        label=SHOWS, help_text=SHOWS_WHY, required=False, max_length=400, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, session: Session, **more: Any) -> None:
        super().__init__(*args, **more)
        self.session = session
        self.helper = FormHelper()
        self.helper.form_action = reverse("photos_add", args=[session.project_id, session.pk])
        self.helper.layout = Layout("file", "described", Button("Add the photos", soft=True))

    def keep(self, by: Person) -> tuple[int, list[str]]:
        """How many are in; and why the others are not, a sentence each."""
        files = self.files.getlist("file")
        faults = [f"{LEFT_OUT}{', '.join(str(file.name) for file in files[AT_ONCE:])}."] if files[AT_ONCE:] else []
        kept = 0
        for file in files[:AT_ONCE]:
            try:
                Paper.photo_of(self.session, redrawn(file), self.cleaned_data["described"], by)
                kept += 1
            except NotAPhoto as why:
                faults.append(f"{file.name} is not here: {why}")
        return kept, faults


def redrawn(file: UploadedFile) -> bytes:
    """The photo as we keep it. NotAPhoto says why we cannot."""
    if (file.size or 0) > Paper.MOST_BYTES:
        raise NotAPhoto(TOO_BIG)
    return as_we_keep_it(file.read())


class PhotoForm(forms.ModelForm):
    """What a photo shows, for those who cannot see it."""

    class Meta:
        model = Paper
        fields = ["described"]
        labels = {"described": SHOWS}
        help_texts = {"described": SHOWS_WHY}
        widgets = {"described": forms.Textarea({"rows": 3})}
        error_messages = {"described": {"max_length": "Use 400 letters or fewer."}}

    helper = FormHelper()
    helper.layout = Layout("described", Button("Save"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["described"].required = True
        self.fields["described"].error_messages["required"] = "Say in one line what it shows."
