"""How far a loop has come, in words; and the loops of a project for other apps' pages."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import template
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from feedback.kinds import reminded_on
from feedback.models import Asked, Feedback, Kind, NamedAs, Outcome, Reply
from feedback.models.lists import counts_of
from participants.models import Person
from participants.prepared import prepared, totals
from participants.templatetags.look import STEPS, day, short_day
from projects.models import Project

register = template.Library()
SHOWN = 5
KINDS, OUTCOMES = dict(Kind.choices), dict(Outcome.choices)
Counts = Mapping[UUID, Mapping[str, int]]


@register.simple_tag
def promise(said: Feedback, today: date, whom: str = "") -> SafeString:
    """The label of a promise: due, kept or late, in words; to the giver, or (with `whom`) to staff about them."""
    if said.taken_back_on:
        return SafeString("")
    if said.answer and said.answer.told_on:
        return told_label(said.answer, whom or "you")
    if said.step >= 4:
        return SafeString("")
    if said.promised_by < today:
        if not whom:
            return label(" late", f"We promised by {day(said.promised_by)}. We are late. We are sorry.")
        return label(" late", f"We are late. We\N{NO-BREAK SPACE}said {short_day(said.promised_by)}")
    words = f"You will hear from us by {day(said.promised_by)}"
    if whom:
        words = (
            f"Answered. Tell {whom} by {day(said.promised_by)}" if said.answer else f"Answer by {day(said.promised_by)}"
        )
    return label("", words)


def label(more: str, words: str) -> SafeString:
    """Quicker than `format_html`: the board has fifty."""
    return SafeString(f'<p class="promise{more}">{escape(words)}</p>')  # the words are escaped, the rest is ours


def told_label(reply: Reply, whom: str) -> SafeString:
    """Kept, or late and told all the same."""
    said_on, told_on = short_day(reply.promised_by), short_day(reply.told_on)
    if reply.kept:
        return label(" kept", f"Kept. We said {said_on}, we told {whom} on {told_on}")
    return label(" late", f"We were late. We said {said_on}, we told {whom} on {told_on}")


def words_of(said: Feedback, whom: str) -> list[str]:
    """The names of the five steps: to the giver ("We told you"), or about them ("We told Dilys")."""
    words = list(STEPS)
    if whom:
        words[3], words[4] = f"We told {whom}", f"Closed by {whom}"
    if not said.comes_back:
        words[3], words[4] = "We told people in public", "Told in public"
    if not said.needs_answer:
        words[3] = words[1]
    return words


@register.simple_tag
def step_words(said: Feedback, whom: str = "") -> str:
    """Where it is, in words."""
    if said.taken_back_on:
        return "Taken back" if whom else "You took this back"
    return words_of(said, whom)[said.step - 1]


@register.simple_tag
def step_note(said: Feedback) -> str:
    """What stands beside the step for the giver."""
    if said.taken_back_on:
        return "We keep no copy."
    if said.step == 4:
        return "Step 4 of 5. The last step is yours."
    return f"Step {said.step} of 5." if said.step < 5 else ""


@register.inclusion_tag("feedback/_steps.html")
def steps(said: Feedback, whom: str = "") -> dict[str, Any]:
    """The steps as a list, each with its day. A thank you has three; a group's words end with the fourth."""
    reply, words = said.answer, words_of(said, whom)
    days = [said.received_on, said.thanked_on, reply and reply.answered_on, reply and reply.told_on, said.closed_on]
    places = [0, 1, 2, 3, 4] if said.comes_back else [0, 1, 2, 3]
    if not said.needs_answer:
        places = [0, 1, 4] if said.comes_back else [0, 1]
    return {"steps": [(words[place], days[place]) for place in places]}


@register.inclusion_tag("feedback/_project_cards.html")
def project_cards(projects: Iterable[Project], counts: Counts | None = None, say: bool = False) -> dict[str, Any]:
    """Each project with its loops, counted in one query for all, or before; `say`: with a way to say something."""
    projects = list(projects)
    if counts is None:
        counts = Feedback.objects.filter(project__in=projects).counts_by_project()
    rows = []
    for project in projects:
        here = counts.get(project.pk, {})
        closed, counted = here.get("closed", 0), here.get("counted", 0)
        words = f"{closed} of {counted} loops closed"  # quicker here: there may be 50
        rows.append((project, closed, counted, words, say and project.open_now and project.may("say")))
    return {"rows": rows}


@register.simple_tag
def promises_first(project: Project) -> list[Feedback]:
    """The three promises to look at first, for those who answer."""
    return owed_in(project=project) if project.may("answer_feedback") else []


@prepared
def owed_in(project: Project) -> QuerySet[Feedback]:
    return Feedback.objects.filter(project=project).soonest().in_lines()[:3]


@prepared
def counted(project: Project) -> QuerySet[Feedback, dict[str, int]]:
    return totals(Feedback.objects.filter(project=project), **counts_of("counted", "closed"))


@register.inclusion_tag("feedback/_project_loops.html")
def project_loops(project: Project, owed: list[Feedback]) -> dict[str, Any]:
    """Loops closed, and for those who answer the next promise."""
    [counts] = counted(project=project)
    answers = project.may("answer_feedback")
    return {"project": project, "counts": counts, "owed": owed, "answers": answers, "today": timezone.localdate()}


@register.inclusion_tag("feedback/_promises_coming.html")
def promises_coming(project: Project, owed: list[Feedback]) -> dict[str, Any]:
    return {"project": project, "rows": owed, "today": timezone.localdate()}


@register.inclusion_tag("feedback/_same.html", takes_context=True)
def says_the_same(context: dict[str, Any], said: Feedback) -> dict[str, Any]:
    """What else says this, for staff: the first few, and the way to join more or take this one apart."""
    rows = list(said.alike.by_promise()[: SHOWN + 1])
    found = {"rows": rows[:SHOWN], "more": rows[SHOWN:], "csrf_token": context.get("csrf_token")}
    return {"project": said.project, "said": said} | found


@register.inclusion_tag("feedback/_asked.html", takes_context=True)
def asked_outside(context: dict[str, Any], said: Feedback) -> dict[str, Any]:
    """Who outside is asked, and the link that lets them answer; for staff."""
    asked = Asked.objects.waiting().filter(feedback=said).first()
    body = (
        f"Somebody asked us something that you decide. Please read it and answer here:\n\n{asked.link}" if asked else ""
    )
    found = {"asked": asked, "body": body, "subject": "You are asked for an answer", "today": timezone.localdate()}
    return {"project": said.project, "said": said, "csrf_token": context.get("csrf_token")} | found


@register.inclusion_tag("feedback/_asks.html", takes_context=True)
def how_we_ask(context: dict[str, Any], said: Feedback) -> dict[str, Any]:
    """For the giver while they wait: who outside decides; and when we are late, a way to ask again."""
    waits = said.step < 3 and said.needs_answer and not said.taken_back_on
    late = said.step < 4 and not said.taken_back_on and said.promised_by < timezone.localdate()
    return {
        "said": said,
        "asked": Asked.objects.waiting().filter(feedback=said).first() if waits else None,
        "late": late,
        "reminded": reminded_on(said) if late else None,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def for_staff(said: Feedback, reader: Person) -> str:
    """Behind the step, in sentences: what it is, from whom and when, the answer, who reads it, and who has it.

    In one piece: the board has fifty of them.
    """
    answer, owner = said.answer, said.owner if said.owner_id != reader.pk else None
    lines = [
        f"{KINDS[said.kind]} from {said.facilitators_see}, {short_day(said.received_on)}.",
        f"{OUTCOMES[answer.outcome]}." if answer else "",
        "Only facilitators read it." if said.named_as == NamedAs.PRIVATE else "",
        "Says the same as another." if said.joined_to_id else "",
        f"With {owner.first_name}." if owner else "" if said.owner_id else "No one has it yet.",
    ]
    return " ".join(filter(None, lines))
