"""A link to look at, or a file: the two boxes, and which files people may hand round."""

from pathlib import PurePath

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from projects.forms.project import too_long
from projects.models import Paper
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


class LinkOrFile(forms.Form):
    """Both may stay empty. The forms that have these boxes give them their names."""

    link = forms.URLField(
        assume_scheme="https",
        max_length=300,
        required=False,
        error_messages={
            "invalid": "Write the whole address, with https:// at its beginning.",
            "max_length": too_long(300),
        },
    )
    file = forms.FileField(required=False, error_messages={"empty": "This file is empty. Choose another one."})

    def clean_file(self) -> UploadedFile | None:
        """A kind of file that people hand round, and not too big."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > Paper.MOST_BYTES:
            raise forms.ValidationError("This file is bigger than 10 MB. Make it smaller, or give a link.")
        if file and PurePath(file.name or "").suffix.lower() not in KINDS:
            raise forms.ValidationError("We take text, tables, slides, pictures, sound and film. Save it as a PDF.")
        return file and without_place(file)
