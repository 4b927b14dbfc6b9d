"""Writing down what changed, and saying whether one has noticed."""

from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet

from feedback.forms.change_meanwhile import since, taken_over
from feedback.models import Change, Feedback, Noticed, Noticing, PublicPage
from feedback.own_words import IN_PUBLIC, refusal, unagreed
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.forms.ticks import TicksField
from participants.models import Person
from projects.forms.decision_more import EASY, EasyWordsForm
from projects.forms.fold import Fold
from projects.forms.link_or_file import LinkOrFile
from projects.forms.paper import PaperForm
from projects.forms.project import too_long
from projects.meanwhile import Meanwhile, newest_row
from projects.models import Action, Decision, Paper, Project

NEWEST = 20
LINE = "Use 160 letters or fewer."
PICTURED = "At most 10 MB. Everyone in the project can open it. Ask the people in a photo first."
# What it came from: the field, its question, and what of it a person may see.
CAME_FROM = {
    "feedback": ("What did people say?", lambda person: Feedback.objects.visible_to(person).counted()),
    "decisions": ("Which decisions led to it?", Decision.objects.visible_to),
    "actions": ("Which small steps led to it?", Action.objects.visible_to),
}


class ChangeForm(LinkOrFile, EasyWordsForm):
    """How it is now and since when; all else may be left out."""

    since = DatePartsField(
        label="Since when?",
        help_text="Nobody knows the day? A guess is good enough.",
        error_messages={"required": "Give the day since when it is so. A guess is good enough."},
    )
    why = forms.CharField(
        label="Why do you change these words?",
        help_text="The old words stay in the history. Leave this empty if it was only a slip.",
        max_length=300,
        required=False,
        error_messages={"max_length": too_long(300)},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta(EasyWordsForm.Meta):
        model = Change  # type: ignore[assignment]
        fields = [
            *("after", "before", "since", "unintended", "evidence", "link"),
            *("output", "made_by", "presented_by", "shown_where", *EASY),
        ]
        labels = EasyWordsForm.Meta.labels | {
            "after": "What is different now?",
            "before": "How was it before?",
            "unintended": "Nobody planned this",
            "evidence": "How do we know?",
            "output": "What was made?",
            "made_by": "Who made it?",
            "presented_by": "Who presented it?",
            "shown_where": "Where could people see it?",
            "easy_words": "The change in easy words",
        }
        help_texts = EasyWordsForm.Meta.help_texts | {
            "after": "For example: two chairs stand by the desk, and staff come round to you.",
            "unintended": "Good or bad, it came as a surprise.",
            "evidence": "For example: 41 calls in the first week, and 2 people gave up.",
            "made_by": "Ask people before you write their names.",
        }
        widgets = EasyWordsForm.Meta.widgets | {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("after", "before", "evidence")
        }
        error_messages = EasyWordsForm.Meta.error_messages | {
            "after": {"required": "Say what is different now.", "max_length": too_long(600)},
            "before": {"max_length": too_long(600)},
            "evidence": {"max_length": too_long(600)},
            "output": {"invalid_choice": "Choose one line of the list."},
            **{name: {"max_length": LINE} for name in ("made_by", "presented_by", "shown_where")},
        }

    def __init__(self, *args: Any, project: Project, by: Person, today: date, **more: Any) -> None:
        super().__init__(*args, today=today, **more)
        self.fields["link"].label, self.fields["file"].label = "A link to look at", "A file to look at"
        self.fields["file"].help_text = PICTURED
        self.project, self.by = project, by
        self.is_new = self.instance._state.adding
        cast(forms.ChoiceField, self.fields["output"]).choices = [("", "Nothing"), *self.outputs()]
        asked_for = {name: self.asked_for(name) for name in CAME_FROM}
        for name in CAME_FROM:
            self.offer(name, asked_for[name])
        if self.is_new:
            del self.fields["why"], self.fields["seen"]
        else:
            self.initial["seen"] = newest_row(self.instance)
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.questions())

    def outputs(self) -> list[tuple[str, str]]:
        return [(value, label) for value, label in cast(Any, Change._meta.get_field("output")).choices if value]

    def questions(self) -> list[Any]:
        """What everybody is asked, then what may be left out, folded away."""
        came_from = [Div(name, css_class="ticks") for name in CAME_FROM if name in self.fields]
        return [
            *("after", "before", "since", "unintended"),
            *([Fold("Where it came from", *came_from)] if came_from else []),
            Fold("How we know", "evidence", "link", "file"),
            Fold("Something was made: a film, a poster, a talk", "output", "made_by", "presented_by", "shown_where"),
            Fold("In easy words", *EASY),
            *([] if self.is_new else ["why", "seen"]),
            Button("Save"),
        ]

    def offer(self, name: str, asked_for: Q) -> None:
        """What is linked or was asked for, and the newest of what this person sees; no question where there is none."""
        label, all_seen = CAME_FROM[name]
        seen: QuerySet[Any] = all_seen(self.by).filter(project=self.project).order_by("-recorded_at")
        linked = list(seen.filter(changes=self.instance)) if not self.is_new else []
        wanted = [one for one in seen.filter(asked_for).distinct() if one not in linked]
        first = [*linked, *wanted]
        offered = [*first, *[one for one in seen[:NEWEST] if one not in first]]
        if not offered:
            return
        field = TicksField(
            queryset=seen,
            label=label,
            required=False,
            initial=[one.pk for one in first],
            linked=linked,
        )
        field.choices = [(one.pk, str(one)) for one in offered]
        self.fields[name], self.initial[name] = field, field.initial

    def asked_for(self, name: str) -> Q:
        """What the address names, and what led to that: whoever comes from a decision finds what was said for it."""
        keys = {came_from: self.initial.get(came_from, []) for came_from in CAME_FROM}
        further = {
            "feedback": Q(decisions__in=keys["decisions"]) | Q(decisions__actions__in=keys["actions"]),
            "decisions": Q(actions__in=keys["actions"]),
        }
        return Q(pk__in=keys[name]) | further.get(name, Q(pk__in=[]))

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since > self.today:
            raise forms.ValidationError("That day is still to come. Write it down when it has come.")
        return since

    def clean(self) -> dict[str, Any]:
        """While it stands in public it repeats nobody who did not agree to it."""
        data = super().clean()
        texts = [data.get(name) or "" for name in ("after", "before", "easy_words")]
        in_public = not self.is_new and PublicPage.objects.filter(changes=self.instance).exists()
        if in_public and (said := unagreed(texts, self.project)):
            self.add_error("after", refusal(IN_PUBLIC, said))
        return data

    def meanwhile(self) -> list[Meanwhile]:
        """What others changed since this form was made."""
        return [] if self.is_new else since(self.instance, self.cleaned_data["seen"], self.Meta.fields)

    def again(self) -> "ChangeForm":
        """The form as it goes back, made from what stands now."""
        data = taken_over(self, self.cleaned_data["seen"], self.Meta.fields)
        now = Change.objects.get(pk=self.instance.pk)
        data["seen"] = newest_row(now)
        return ChangeForm(data, instance=now, project=self.project, by=self.by, today=self.today)

    def keep(self) -> Change:
        """The saved change with its file and with what it came from. The old words stay in its history."""
        change: Change = self.instance
        if self.is_new:
            change.project, change.written_by = self.project, self.by
        if file := self.cleaned_data["file"]:
            before, change.paper = change.paper, self.as_paper(file)
            if before and not before.changes.exclude(pk=change.pk).exists():
                before.withdraw(self.today)
        change.keep(self.by, self.cleaned_data.get("why", ""))
        for name in set(CAME_FROM) & set(self.fields):
            cast(TicksField, self.fields[name]).link(getattr(change, name), self.cleaned_data[name])
        return change

    def as_paper(self, file: UploadedFile) -> Paper:
        """The file among the papers of the project, where everyone can open it."""
        title = f"To see: {self.instance.title}"
        form = PaperForm(
            {"title": title[:120], "audience": "everyone"}, {"file": file}, project=self.project, person=self.by
        )
        form.is_valid()
        return form.keep(self.project, self.by)


class NoticedForm(forms.ModelForm):
    """Yes, no or not sure; a line only if there is one."""

    answer = forms.ChoiceField(
        label="Have you noticed?",
        choices=Noticing.choices,
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Choose one of the three.", "invalid_choice": "Choose one of the three."},
    )

    class Meta:
        model = Noticed
        fields = ["answer", "line"]
        labels = {"line": "What have you noticed?"}
        help_texts = {"line": "Only if you want. Facilitators read it, without your name. Everyone else sees numbers."}
        error_messages = {"line": {"max_length": too_long(300)}}

    helper = FormHelper()
    helper.form_show_errors = True
    helper.layout = Layout("answer", "line", Button("Send it"))
