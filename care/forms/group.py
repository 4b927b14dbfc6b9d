"""Who is affected; and who can speak for them."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from care.models import Ally, Basis, Group, GroupKind, Represents, Wanted
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.fold import Fold
from projects.forms.from_many import FromMany, offer_people
from projects.forms.project import too_long
from projects.models import Membership, Project

NOT_KNOWN = ("", "We do not know yet")


class GroupForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label="Which of these comes nearest?",
        choices=GroupKind,
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Choose the one that comes nearest."},
    )
    wanted = forms.ChoiceField(
        label="Should they be here?",
        choices=[*Wanted.choices, NOT_KNOWN],
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
    )
    ally = forms.ChoiceField(
        label="Are they in our corner?",
        choices=[*Ally.choices, NOT_KNOWN],
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
    )
    last_contact_on = DatePartsField(
        label="When did we last talk with them?", help_text="Leave it empty if you do not know.", required=False
    )

    class Meta:
        model = Group
        fields = ["name", "kind", "how", "wanted", "barrier", "next_step", "ally", "last_contact_on"]
        labels = {
            "name": "Who are they?",
            "how": "How does it touch them?",
            "barrier": "What is in the way?",
            "next_step": "What is the next step?",
        }
        help_texts = {
            "name": "A group, not a person. For example: young carers.",
            "how": "For example: they ring for a parent, and nobody believes them.",
            "barrier": "For example: we meet during school.",
            "next_step": "For example: ask the youth club if we may come by.",
        }
        error_messages = {
            "name": {"required": "Say who they are.", "max_length": too_long(80)},
            "how": {"max_length": too_long(300)},
            "barrier": {"max_length": too_long(300)},
            "next_step": {"max_length": too_long(200)},
        }
        widgets = {"how": forms.Textarea(attrs={"rows": 2}), "barrier": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, project: Project, spoken_for: bool = False, **more: Any) -> None:
        """`spoken_for`: somebody said that they can speak for this group, under the name that it has now."""
        super().__init__(*args, **more)
        self.project = project
        if spoken_for:
            del self.fields["name"]
        name = ["name"] if "name" in self.fields else []
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *name,
            "kind",
            "how",
            Fold("Are they missing, and what can we do?", "wanted", "barrier", "next_step"),
            Fold("Are they in our corner?", "ally", "last_contact_on"),
            Button("Add them" if self.instance._state.adding else "Save"),
        )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = self.project.groups.standing().filter(name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("They are on the list already. Go back and add to what stands there.")
        return name

    def clean_last_contact_on(self) -> Any:
        on = self.cleaned_data["last_contact_on"]
        if on and on > timezone.localdate():
            raise forms.ValidationError("That day is still to come. Give the day it happened.")
        return on

    def add(self, by: Person) -> Group:
        self.instance.project, self.instance.written_by = self.project, by
        return self.save()


class RepresentsForm(forms.Form):
    """I can speak for a group, and on what ground."""

    group = forms.ModelChoiceField(
        Group.objects.none(),
        label="Which of these do you know from your own life?",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of them."},
    )
    basis = forms.ChoiceField(
        label="How do you know it?",
        choices=Basis,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you know it."},
    )
    note = forms.CharField(
        label="What can you say well, and what not?",
        help_text="Leave it empty if nothing comes to mind.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": too_long(300)},
    )

    def __init__(self, *args: Any, groups: "QuerySet[Group]", **more: Any) -> None:
        super().__init__(*args, **more)
        cast(forms.ModelChoiceField, self.fields["group"]).queryset = groups
        self.helper = FormHelper()
        self.helper.layout = Layout("group", "basis", "note", Button("Keep it"))

    def keep(self, person: Person, group: Group, by: Person) -> Represents:
        """Said now; said before about the same group, it is replaced."""
        said = {"basis": self.cleaned_data["basis"], "note": self.cleaned_data["note"], "written_by": by}
        said["considered_on"] = timezone.localdate()
        tie, _ = Represents.objects.update_or_create(person=person, group=group, defaults=said)
        return tie


class RepresentsForForm(RepresentsForm):
    """The same, written down by a facilitator for somebody who said it aloud."""

    person = FromMany(
        Person.objects.none(),
        label="Who told you?",
        empty_label="Choose",
        error_messages={"required": "Choose who told you.", "invalid_choice": "Choose somebody of the list."},
    )
    talked = forms.BooleanField(
        label="They want this to be written down",
        help_text="They can read it on their own page, and take it back.",
        error_messages={"required": "Ask them first. Tick this when they said yes."},
    )

    def __init__(self, *args: Any, project: Project, group: Group, **more: Any) -> None:
        super().__init__(*args, groups=Group.objects.none(), **more)
        self.about = group
        del self.fields["group"]
        here = Membership.objects.current().of(project).may("shape")
        people = Person.objects.filter(pk__in=here.values("person"), is_active=True)
        offer_people(self, "person", people, project)
        self.fields["basis"].label = "How do they know it?"
        cast(forms.ChoiceField, self.fields["basis"]).choices = [(one.value, one.of_them) for one in Basis]
        self.fields["note"].label = "What can they say well, and what not?"
        self.fields["note"].help_text = "In their words. They speak only for themselves, unless the group chose them."
        self.helper.layout = Layout("person", "basis", "note", "talked", Button("They said this"))

    def clean_person(self) -> Person:
        """What somebody wrote down themselves is theirs to change."""
        person: Person = self.cleaned_data["person"]
        if self.about.ties.filter(person=person, written_by=person).exists():
            raise forms.ValidationError("They wrote this down themselves. Only they can change it.")
        return person
