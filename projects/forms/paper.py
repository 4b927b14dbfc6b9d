"""Papers: a file or a link, in which forms, for whom."""

from pathlib import PurePath
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from participants.forms.layout import Button
from participants.models import Person
from projects.forms.from_many import FromMany, offer_sessions
from projects.forms.project import too_long
from projects.models import Audience, Paper, PaperFormat, Project, Session
from projects.photo import NotAPhoto, as_we_keep_it

# What people hand round. The browser is told the kind by us, never by who sent the file.
KINDS = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".txt": "text/plain; charset=utf-8",
    ".rtf": "application/rtf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
}


PICTURES = {".jpg", ".jpeg", ".png"}


def without_place(file: UploadedFile) -> UploadedFile:
    """A picture drawn anew, so that it does not tell where it was taken; any other file as it is."""
    name = PurePath(file.name or "")
    if name.suffix.lower() not in PICTURES:
        return file
    try:
        content = as_we_keep_it(file.read())
    except NotAPhoto as fault:
        raise forms.ValidationError(f"We cannot keep {name.name}: {fault}") from fault
    return SimpleUploadedFile(f"{name.stem}.jpg", content, "image/jpeg")


class PaperForm(forms.ModelForm):
    file = forms.FileField(
        label="The file",
        help_text="At most 10 MB. Or leave it empty and give a link.",
        required=False,
        error_messages={"empty": "This file is empty. Choose another one."},
    )
    link = forms.URLField(
        label="Or a link",
        assume_scheme="https",
        max_length=300,
        required=False,
        error_messages={
            "invalid": "Write the whole address, with https:// at its beginning.",
            "max_length": too_long(300),
        },
    )
    formats = forms.MultipleChoiceField(
        label="Which other forms does it come in?",
        choices=PaperFormat,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    audience = forms.ChoiceField(
        label="Who can see it?",
        help_text="Knowing more than others is power. Keep a paper to staff only when you can say why.",
        choices=Audience,
        widget=forms.RadioSelect,
        initial=Audience.EVERYONE,
    )

    class Meta:
        model = Paper
        fields = ["title", "link", "session", "formats", "audience"]
        field_classes = {"session": FromMany}
        labels = {"title": "What is it called?", "session": "For which session?"}
        error_messages = {
            "title": {"required": "Give it a name.", "max_length": too_long(120)},
        }

    def __init__(self, *args: Any, project: Project, person: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        offer_sessions(self, "session", Session.objects.seen_in(project)).empty_label = "None"
        self.helper = FormHelper()
        self.helper.layout = Layout("title", "file", "link", "session", "formats", "audience", Button("Save"))

    def clean_file(self) -> UploadedFile | None:
        """A kind of file that people hand round, and not too big."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > Paper.MOST_BYTES:
            raise forms.ValidationError("This file is bigger than 10 MB. Make it smaller, or give a link.")
        if file and PurePath(file.name or "").suffix.lower() not in KINDS:
            raise forms.ValidationError("We take text, tables, slides, pictures, sound and film. Save it as a PDF.")
        return file and without_place(file)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        there = data.get("file") or data.get("link") or self.instance.size
        if not there and not {"file", "link"} & set(self.errors):
            self.add_error("file", "Choose a file, or give a link.")
        return data

    def keep(self, project: Project, by: Person) -> Paper:
        """The saved paper, with the file's content where there is one."""
        paper: Paper = self.instance
        file = self.cleaned_data["file"]
        if file:
            paper.content, paper.size = file.read(), file.size
            paper.file_name = PurePath(file.name).name[-120:]
            paper.content_type = KINDS[PurePath(file.name).suffix.lower()]
        if paper._state.adding:
            paper.project, paper.added_by = project, by
        paper.save()
        return paper
