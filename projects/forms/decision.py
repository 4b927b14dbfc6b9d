"""Writing a decision down: what is known now, the rest later."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.db.models import Q

from participants.folding import fold
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.decision_more import MoreAboutForm
from projects.forms.fold import Fold
from projects.forms.from_many import key_of
from projects.forms.project import too_long
from projects.models import Capacity, Decision, DecisionMaker, Membership, Project
from projects.near import first_of, people_named, people_near

CAPACITIES = [("", "Did not decide"), *Capacity.choices]
HOW_COUNTED = HTML('<p class="hint">Ask each person how they want to be counted. They choose anew each time.</p>')
ASSUMING = HTML(
    '<p class="note"><span><b>What are we assuming?</b> Something here may be believed, and not known. '
    'If so, say it where you say why, or <a href="{% url "notebook" project.pk %}?kind=assumption" target="_blank">'
    "in the notebook (new page)</a>.</span></p>"
)

FIRST = ("why_replaced", "question", "decided", "made_on")
DECIDERS = 30  # a line each
REVISED_BY_NAME = ("why_replaced", "made_on")


class DecisionForm(MoreAboutForm):
    """A decision and its makers: one choice for each person in the project, and one line for a group or board."""

    made_on = DatePartsField(
        label="When was it made?",
        help_text="For example 27 3 2026.",
        error_messages={"required": "Give the day it was made."},
    )
    others = forms.CharField(
        label="Did somebody else from the project decide?",
        help_text="One name on each line. When you save, we ask how each of them is counted.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": too_long(1000)},
    )
    body = forms.CharField(
        label="Did a group or board decide?",
        help_text="Give its name. Leave this empty if no group or board did.",
        required=False,
        max_length=120,
        error_messages={"max_length": too_long(120)},
    )

    class Meta(MoreAboutForm.Meta):
        fields = [*FIRST, "reason", *MoreAboutForm.Meta.fields]
        labels = MoreAboutForm.Meta.labels | {
            "why_replaced": "Why did it change?",
            "question": "What was the question?",
            "decided": "What was decided?",
            "reason": "Why?",
        }
        help_texts = MoreAboutForm.Meta.help_texts | {
            "why_replaced": "Everyone reads this beside the old decision and the new one.",
            "question": "One line. It is the title that people see.",
            "decided": "Somebody who was not there needs to understand it.",
            "reason": "Not known yet? Leave it empty. A decision is final only with a reason.",
        }
        widgets = MoreAboutForm.Meta.widgets | {
            "decided": forms.Textarea(attrs={"rows": 4}),
            "reason": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = MoreAboutForm.Meta.error_messages | {
            "why_replaced": {"required": "Say why it changed.", "max_length": too_long(300)},
            "question": {"required": "Write the question in one line.", "max_length": too_long(160)},
            "decided": {"required": "Say what was decided.", "max_length": too_long(1000)},
            "reason": {"max_length": too_long(1000)},
        }

    def __init__(
        self, *args: Any, project: Project, by: Person, today: date, replaces: Decision | None = None, **more: Any
    ) -> None:
        super().__init__(*args, project=project, by=by, today=today, **more)
        self.replaces = replaces or self.instance.replaces
        self.before = {maker.person: maker for maker in self.instance.makers.select_related("person")}
        self.people = {f"maker_{person.pk}": person for person in self.deciders()}
        self.add_questions()
        others = ["others"] * ("others" in self.fields)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *[name for name in FIRST if name in self.fields],
            "reason",
            Fieldset("Who decided?", HOW_COUNTED, Div(*self.people, css_class="grid g2"), *others, "body"),
            Fold("More about this decision", *self.more_questions(before_basis=ASSUMING)),
            Button("Save"),
        )

    def deciders(self) -> list[Person]:
        """Those who are near, who decided (also when they have left since) or are chosen or named here; A to Z."""
        here = Membership.objects.current().of(self.project).may("see_decisions")
        known = {person.pk for person in self.before if person}
        everybody = Person.objects.filter(Q(pk__in=here.values("person")) | Q(pk__in=known))
        for name, value in self.data.items():
            if value and (key := key_of(name.removeprefix("maker_"))):
                known.add(key)
        known |= set(people_named(everybody, self.typed()))
        shown, more = first_of(people_near(everybody, self.project, self.session), DECIDERS, known)
        if not more and not self.typed():
            del self.fields["others"]
        return sorted(shown, key=lambda person: (fold(person.name), person.pk))

    def typed(self) -> list[str]:
        """The names of others, one of each line."""
        return [name.strip() for name in self.data.get("others", "").splitlines() if name.strip()][:DECIDERS]

    def add_questions(self) -> None:
        """One question for each person; why it changed only where something is replaced."""
        for name, person in self.people.items():
            maker = self.before.get(person)
            self.fields[name] = forms.ChoiceField(
                label=person.name,
                choices=CAPACITIES,
                required=False,
                initial=maker.capacity if maker else "",
                error_messages={"invalid_choice": "Choose one line of the list."},
            )
        if None in self.before:
            self.fields["body"].initial = self.before[None].body
        if self.replaces:
            self.fields["why_replaced"].required = True
        else:
            del self.fields["why_replaced"]

    def clean_made_on(self) -> date:
        """Not a day to come, and not before the decision that it replaces."""
        made_on = self.cleaned_data["made_on"]
        if made_on > self.today:
            raise forms.ValidationError("That day is still to come. Give the day it was made.")
        if self.replaces and made_on < self.replaces.made_on:
            raise forms.ValidationError("That is before the decision that this one replaces. Check the day.")
        return made_on

    def clean(self) -> dict[str, Any]:
        """Whoever is named is asked about in a line of their own."""
        data = super().clean()
        for typed in self.typed():
            lines = [name for name, person in self.people.items() if fold(person.name) == fold(typed)]
            if not lines:
                self.add_error("others", f"We find nobody here whose name is {typed}. Check how it is written.")
            elif not any(data.get(name) for name in lines):
                self.add_error(lines[0], f"Choose how {self.people[lines[0]].first_name} wants to be counted.")
        return data

    def write_down(self) -> Decision:
        """The saved decision with its makers; a new one gets the next number."""
        decision = self.instance
        if not decision._state.adding:
            decision.sign(self.by, "who decided" if self.makers_changed() else "")
        elif self.replaces:
            words = {name: self.cleaned_data.get(name) for name in self.fields if name in self.Meta.fields}
            words = {name: value for name, value in words.items() if name not in REVISED_BY_NAME}
            decision = self.replaces.revise(self.by, decision.why_replaced, decision.made_on, **words)
        else:
            decision.project, decision.recorded_by = self.project, self.by
            decision.record()
        self.write_makers(decision)
        return decision

    def makers_changed(self) -> bool:
        return any(name in self.people or name == "body" for name in self.changed_data)

    def write_makers(self, decision: Decision) -> None:
        """Put the makers as they are on the page now in place of those before."""
        chosen = {person: self.cleaned_data[name] for name, person in self.people.items()}
        makers = [DecisionMaker(person=person, capacity=capacity) for person, capacity in chosen.items() if capacity]
        if self.cleaned_data["body"]:
            makers.append(DecisionMaker(body=self.cleaned_data["body"]))
        decision.makers.all().delete()
        decision.makers.set(makers, bulk=False)
