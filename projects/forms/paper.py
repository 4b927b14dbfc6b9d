"""Papers: a file or a link, in which forms, for whom."""

from pathlib import PurePath
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.layout import Button
from participants.models import Person
from projects.forms.from_many import FromMany, offer_sessions
from projects.forms.link_or_file import KINDS, LinkOrFile
from projects.forms.project import too_long
from projects.models import Audience, Paper, PaperFormat, Project, Session


class PaperForm(LinkOrFile, forms.ModelForm):
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
        self.fields["file"].label, self.fields["link"].label = "The file", "Or a link"
        self.fields["file"].help_text = "At most 10 MB. Or leave it empty and give a link."
        offer_sessions(self, "session", Session.objects.seen_in(project)).empty_label = "None"
        self.helper = FormHelper()
        self.helper.layout = Layout("title", "file", "link", "session", "formats", "audience", Button("Save"))

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
