"""Bringing a subject, changing it together, putting it aside."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.fold import Fold
from projects.forms.project import too_long
from projects.meanwhile import Meanwhile, is_over, rows_since, since, stamp
from projects.models import AgendaItem, Capacity, Membership, Method, Origin, Project, Role, Session

ME = "me"
WORDS = ["what", "why", "kind", "how", "method", "minutes", "content_note"]
MOST_MINUTES = 480


class SubjectForm(forms.ModelForm):
    """A subject, as somebody brings it. One line is enough."""

    bringer = forms.ChoiceField(label="Who brings it?", required=False, initial=ME)
    capacity = forms.ChoiceField(
        label="How do you want to be counted this time?",
        help_text="You choose anew each time.",
        choices=[("", "Rather not say"), *Capacity.choices],
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
    )
    origin = forms.ChoiceField(label="Where does it come from?", choices=Origin, initial=Origin.GROUP)
    minutes = forms.IntegerField(
        label="How many minutes does it need?",
        help_text="A guess is fine. Leave it empty if you do not know.",
        min_value=1,
        max_value=MOST_MINUTES,
        required=False,
        widget=forms.NumberInput({"inputmode": "numeric", "class": "short"}),
        error_messages={
            "invalid": "Write the minutes as a number, like 20.",
            "min_value": "Write 1 minute or more.",
            "max_value": f"Write {MOST_MINUTES} minutes or fewer.",
        },
    )

    class Meta:
        model = AgendaItem
        fields = [*WORDS, "level", "capacity", "shown", "origin"]
        labels = {
            "what": "What shall we talk about?",
            "why": "Why does it matter?",
            "kind": "What do we do with it?",
            "how": "How could we do it?",
            "method": "Is there a way of working that fits?",
            "content_note": "Could it upset somebody?",
            "level": "Who decides on this one?",
            "shown": "This may stand beside my name",
        }
        help_texts = {
            "what": "One line. For example: the first phone call. Or: what should we be asking that we are not?",
            "why": "Leave it empty if you would rather say it on the day.",
            "how": "In your own words. For example: act it out, in threes.",
            "content_note": "Say what comes up, so that people can sit it out. Leave it empty if nothing does.",
            "level": "Choose only if it is not the same as in the whole project.",
        }
        error_messages = {
            "what": {"required": "Say in one line what it is about.", "max_length": too_long(160)},
            "why": {"max_length": too_long(300)},
            "how": {"max_length": too_long(160)},
            "content_note": {"max_length": too_long(160)},
        }

    def __init__(self, *args: Any, project: Project, by: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.project, self.by, self.plans = project, by, project.may("plan_sessions")
        self.ask_for_a_way()
        self.fields["level"].choices = [("", f"As in the whole project: {project.get_level_display()}")] + [
            choice for choice in self.fields["level"].choices if choice[0]
        ]
        self.fields["bringer"].choices = self.bringers()
        if self.plans:
            self.fields["capacity"].label = "How do they want to be counted this time?"
            self.fields["capacity"].help_text = "Ask them. They choose anew each time."
            self.fields["shown"].label = "This may stand beside the name"
            self.fields["shown"].help_text = "Ask first, each time. It is theirs to say."
        for name in {*self.not_asked()}:
            del self.fields[name]
        self.helper = FormHelper()
        self.helper.layout = self.layout()

    def ask_for_a_way(self) -> None:
        """What the organisation can choose from, and what is chosen already."""
        ways = Method.objects.known_to(self.project.organisation)
        ways = ways.filter(Q(retired_on=None) | Q(pk=self.instance.method_id)).order_by("name")
        self.fields["method"].queryset = ways
        self.fields["method"].empty_label = "None, or not known yet"

    def bringers(self) -> list[tuple[str, str]]:
        """Who may stand there: oneself or nobody; whoever plans may write it down for somebody else."""
        mine = [(ME, f"{self.by.first_name}, that is me"), ("", "The group, or nobody by name")]
        if not self.plans:
            return mine
        places = Membership.objects.current().of(self.project).may("shape").select_related("person")
        people = {place.person.pk: place.person.name for place in places if place.person_id != self.by.pk}
        return mine + sorted(((str(pk), name) for pk, name in people.items()), key=lambda one: one[1])

    def not_asked(self) -> list[str]:
        """Fields that are not for this person. What a member brings comes from the group."""
        return [*([] if self.plans else ["level"]), *(["origin"] if self.project.role == Role.MEMBER else [])]

    def layout(self) -> Layout:
        return Layout(*self.about(), *self.whose(), Button("Add it"))

    def about(self) -> list[Any]:
        """The words; what few people need to say at once is folded away."""
        more = ["how", "method", "minutes", "content_note", "level"]
        words = [name for name in ("what", "why", "kind") if name in self.fields]
        return [*words, Fold("How we could do it, and what may upset", *[name for name in more if name in self.fields])]

    def whose(self) -> list[Any]:
        return [name for name in ("bringer", "capacity", "shown", "origin") if name in self.fields]

    def clean_shown(self) -> bool:
        """Nothing stands beside a name that is not there."""
        return bool(self.cleaned_data["shown"] and self.cleaned_data.get("capacity") and self.data.get("bringer"))

    def bring(self, session: Session | None, on: date) -> AgendaItem:
        """Onto this agenda, or among those that wait."""
        item, who = self.instance, self.cleaned_data["bringer"]
        item.project, item.first_raised_on = self.project, on
        item.brought_by = self.by if who == ME else Person.objects.get(pk=who) if who else None
        return item.put_on(session, self.by) if session else item.keep(self.by)


class ChangeForm(SubjectForm):
    """Anybody who takes part may change what we do and how; whose it is and why it matters is the bringer's own."""

    because = forms.CharField(
        label="Why this change?",
        help_text="Leave it empty if it speaks for itself. It stands in the history with your name.",
        required=False,
        max_length=300,
        error_messages={"max_length": too_long(300)},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["seen"] = stamp(self.instance)

    def not_asked(self) -> list[str]:
        mine = self.instance.brought_by_id == self.by.pk
        others = [] if mine or self.plans else ["why", "origin"]
        return ["bringer", *others, *([] if mine else ["capacity", "shown"]), *super().not_asked()]

    def clean_shown(self) -> bool:
        return bool(self.cleaned_data["shown"] and self.cleaned_data.get("capacity"))

    def layout(self) -> Layout:
        return Layout("seen", *self.about(), *self.whose(), "because", Button("Save"))

    def meanwhile(self) -> list[Meanwhile]:
        """What others did with it since this form was made."""
        return since(AgendaItem.objects.select_related("session").get(pk=self.instance.pk), self.cleaned_data["seen"])

    def again(self) -> "ChangeForm":
        """The form as it goes back: what was typed here, and what others typed where this person changed nothing."""
        now = AgendaItem.objects.select_related("session").get(pk=self.instance.pk)
        base, data = rows_since(now, self.cleaned_data["seen"])[0], self.data.copy()
        names = [name for name in self.Meta.fields if name in self.fields]
        for name in names:
            key = "method_id" if name == "method" else name
            typed = self.cleaned_data[name]
            if (typed.pk if isinstance(typed, Method) else typed) == getattr(base, key):
                write(data, name, getattr(now, key))
        data["seen"] = stamp(now)
        return ChangeForm(data, instance=now, project=self.project, by=self.by)

    def keep(self) -> AgendaItem:
        """Save. What was dropped comes back; where the session is over, the words wait for another one."""
        item, why = self.instance, self.cleaned_data["because"]
        if not is_over(item):
            item.dropped_on = None
            return item.keep(self.by, why)
        new = item.again()
        new.how, new.method, new.minutes = item.how, item.method, item.minutes
        return new.wait(self.by, why)


def write(data: QueryDict, name: str, value: Any) -> None:
    """As a browser would send it: an empty box is not sent for a tick that is not set."""
    data.pop(name, None)
    if value is not False:
        data[name] = "on" if value is True else "" if value is None else str(value)


class ParkForm(forms.Form):
    return_by = DatePartsField(
        label="By when does it come back?",
        help_text="It comes back by itself, onto the last session before that day. Leave it empty if nobody knows yet.",
        required=False,
    )
    why = forms.CharField(
        label="Why later?",
        help_text="Leave it empty if everybody knows.",
        required=False,
        max_length=300,
        error_messages={"max_length": too_long(300)},
    )

    helper = FormHelper()
    helper.layout = Layout("return_by", "why", Button("Park it"))

    def clean_return_by(self) -> date | None:
        """A day to come, and one that people live to see."""
        day: date | None = self.cleaned_data["return_by"]
        today = timezone.localdate()
        if day and day < today:
            raise forms.ValidationError("That day is over. Give a day to come.")
        if day and day.year > today.year + 3:
            raise forms.ValidationError("That is more than three years away. Check the year.")
        return day


class DropForm(forms.Form):
    why = forms.CharField(
        label="Why do we drop it?",
        help_text="Whoever brought it reads this.",
        max_length=300,
        error_messages={"required": "Say why. Somebody brought it.", "max_length": too_long(300)},
    )

    helper = FormHelper()
    helper.layout = Layout("why", Button("Drop it"))
