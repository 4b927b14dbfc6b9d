"""From records to facts, for one moment. What came later is not known yet, so any past day can be asked for."""

from collections import Counter, deque
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from feedback.models import Feedback, NamedAs, Outcome, Reply
from principles.models import Checklist
from principles.models.review import WITHOUT_WORDS
from principles.report.came_of_it import what_came_of_it
from principles.report.facts import BoundaryFact, DecisionFact, Facts, Loops, Makers, People, Said
from principles.report.together import what_we_did_together
from principles.two_views import TwoViews, two_views
from projects.models import Boundary, Capacity, Decision, Membership, Project, Role

MOST_SHOWN = 300
AT_ONCE = 2000


def gather(project: Project, as_at: datetime) -> Facts:
    """All facts of a project as they stood at `as_at`, in a fixed number of queries."""
    day = timezone.localdate(as_at)
    stood = Project.history.as_of(as_at).filter(pk=project.pk).first() or project
    said, loops, first_heard = what_was_said(project, day)
    decisions = final_decisions(project, day)
    started = [project.started_on] if project.started_on and project.started_on <= day else []
    heard = [first_heard] if first_heard else []
    return Facts(
        as_at=timezone.localtime(as_at),
        covers_from=min([*started, *heard, *(one.made_on for one in decisions)], default=day),
        covers_to=day,
        organisation=project.organisation.name,
        phone=project.organisation.phone,
        title=stood.title,
        purpose=stood.purpose,
        for_whom=stood.for_whom,
        level=stood.level,
        started_on=started[0] if started else None,
        started_despite=project.started_despite if started else "",
        missing=tuple(missing.words for missing in project.missing()),
        loops=loops,
        people=who_takes_part(project, day),
        boundaries=what_can_change(project, as_at),
        decisions=tuple(decisions),
        drafts=drafts(project, day),
        said=said,
        **besides(project, as_at),
    )


def besides(project: Project, as_at: datetime) -> dict[str, Any]:
    """The facts that are gathered elsewhere, by their names."""
    day = timezone.localdate(as_at)
    return {
        "views": last_two_views(project, day),
        "together": what_we_did_together(project, as_at),
        "came": what_came_of_it(project, day),
    }


@dataclass(frozen=True)
class Stood:
    """A piece of feedback without what was not known yet. `latest`: its answer, or the last "not yet"."""

    idea: Feedback
    latest: Reply | None
    asked_again_on: date | None


def what_was_said(project: Project, day: date) -> tuple[tuple[Said, ...], Loops, date | None]:
    """The newest pieces in full, the counts of all of them, and the day of the first. Oldest first."""
    ideas = project.feedback.filter(received_on__lte=day).order_by("received_on", "recorded_at", "pk")
    shown: deque[Said] = deque(maxlen=MOST_SHOWN)
    counts: Counter[str] = Counter()
    longest, first = 0, None
    for idea in ideas.prefetch_related("replies").iterator(chunk_size=AT_ONCE):
        first = first or idea.received_on
        if idea.taken_back_on and idea.taken_back_on <= day:
            counts["taken_back"] += 1
            continue
        stood = as_it_stood(idea, day)
        counts.update(how_far(idea, day))
        if idea.step < 4:
            longest = max(longest, (day - (stood.asked_again_on or idea.received_on)).days)
        if not for_facilitators(idea):
            shown.append(said(stood, day))
    names = set(Loops.__dataclass_fields__) - {"longest_wait"}
    return tuple(shown), Loops(longest_wait=longest, **{name: counts[name] for name in names}), first


def as_it_stood(idea: Feedback, day: date) -> Stood:
    """Take from this copy, which nobody saves, what was not known at the end of `day`."""
    replies = list(idea.replies.all())
    known = [reply for reply in replies if reply.answered_on <= day]
    later = next((reply for reply in replies if reply.answered_on > day), None)
    answer = next((reply for reply in reversed(known) if reply.outcome != Outcome.NOT_YET), None)
    heard = known_by(answer.heard_on, day) if answer else None
    asked_again_on = heard if answer and answer.happy is False else None
    if answer and not known_by(answer.told_on, day):
        answer.told_on, answer.told_how, answer.told_in_public = None, "", False
    idea.answer = None if asked_again_on else answer
    idea.promised_by = later.promised_by if later else idea.promised_by
    idea.thanked_on = known_by(idea.thanked_on, day)
    idea.closed_on = known_by(idea.closed_on, day)
    not_yet = next((reply for reply in known[-1:] if reply.outcome == Outcome.NOT_YET), None)
    return Stood(idea, idea.answer or not_yet, asked_again_on)


def known_by(fact: date | None, day: date) -> date | None:
    return fact if fact and fact <= day else None


def for_facilitators(idea: Feedback) -> bool:
    """Nobody else reads the words: the giver chose so, or nobody has looked at what came by an open link."""
    return idea.named_as == NamedAs.PRIVATE or idea.waits_for_look


def how_far(idea: Feedback, day: date) -> dict[str, int]:
    """What this piece adds to the counts of the loops. Where thanks is all that is owed, thanks is the answer."""
    thanks_only = not idea.needs_answer
    enough = thanks_only and idea.thanked_on is not None
    steps = {
        "received": True,
        "thanked": idea.thanked_on is not None,
        "answered": idea.answer is not None or enough,
        "told": bool(idea.answer and idea.answer.told_on) or enough,
        "closed": idea.closed_on is not None,
        "in_public": bool(idea.answer and idea.answer.told_in_public),
        "finished": idea.step == 5,
        "thanks_only": thanks_only,
        "waiting": idea.step < 3,
        "untold": idea.step == 3,
        "late": idea.step < 4 and idea.promised_by < day,
        "private": for_facilitators(idea),
    }
    return {name: int(there) for name, there in steps.items()}


def said(stood: Stood, day: date) -> Said:
    """One row: the words as given, never the name, and what came of them. The giver hears an answer first."""
    idea = stood.idea
    told = stood.latest if stood.latest and known_by(stood.latest.told_on, day) else None
    row = Said(
        id=str(idea.pk),
        kind=idea.kind,
        received_on=idea.received_on,
        shown_as="a member" if idea.giver_id else idea.nobody_by_name,
        title=(idea.problem or idea.better).strip(),
        better=idea.better if idea.problem else "",
        step=idea.step,
        thanked_on=idea.thanked_on,
        outcome=told.outcome if told else "",
        how=told.how if told else "",
        why=told.why if told else "",
        passed_to=told.passed_to if told else "",
        asked_again_on=stood.asked_again_on,
        promised_by=idea.answer.promised_by if idea.answer else idea.promised_by,
        late=idea.step < 4 and idea.promised_by < day,
        told_on=told.told_on if told else None,
        told_how=told.told_how if told else "",
        in_public=bool(told and told.told_in_public),
        closed_on=idea.closed_on,
    )
    return replace(row, **WITHOUT_WORDS) if idea.taken_back_on else row


def final_decisions(project: Project, day: date) -> list[DecisionFact]:
    """Decisions on the record by that day, in the order of their numbers."""
    decisions = project.decisions.filter(final_on__lte=day).order_by("number")
    rows = decisions.select_related("replaces", "replaced_by").prefetch_related("makers")
    return [decision_fact(decision, day) for decision in rows]


def decision_fact(decision: Decision, day: date) -> DecisionFact:
    counts = Counter(maker.capacity for maker in decision.makers.all() if maker.person_id)
    later = getattr(decision, "replaced_by", None)
    return DecisionFact(
        id=str(decision.pk),
        number=decision.number,
        question=decision.question,
        decided=decision.decided,
        reason=decision.reason,
        how=decision.way_words,
        differed=decision.views_that_differed,
        made_on=decision.made_on,
        makers=tuple(Makers(capacity.value, counts[capacity]) for capacity in Capacity if counts[capacity]),
        bodies=tuple(sorted(maker.body for maker in decision.makers.all() if maker.body)),
        replaces=decision.replaces.number if decision.replaces else 0,
        why_replaced=decision.why_replaced,
        replaced_by=later.number if later and later.final_on and later.final_on <= day else 0,
        whose_need=decision.whose_need,
    )


def drafts(project: Project, day: date) -> int:
    """Decisions that were made by that day, but were not final: a reason or the makers were not written down."""
    return project.decisions.filter(Q(final_on=None) | Q(final_on__gt=day), made_on__lte=day).count()


def what_can_change(project: Project, as_at: datetime) -> tuple[BoundaryFact, ...]:
    """What could and could not change, in the words of that moment."""
    rows = Boundary.history.as_of(as_at).filter(project=project.pk).order_by("recorded_at", "id")
    kept = rows.filter(Q(dropped_on=None) | Q(dropped_on__gt=timezone.localdate(as_at)))
    return tuple(BoundaryFact(row.what, row.openness, row.why, row.set_by) for row in kept)


def who_takes_part(project: Project, day: date) -> People:
    """Counts of people with a place on that day; somebody with two places is counted once, by the project's own."""
    places = Membership.objects.of(project).may("see_project").filter(joined_on__lte=day).order_by("project")
    here: dict[object, Role] = {}
    left = set()
    for person, role, left_on, own in places.values_list("person", "role", "left_on", "project"):
        if left_on and left_on <= day:
            left.add(person)
        elif own or person not in here:
            here[person] = Role(role)
    sides = Counter(role.side for role in here.values())
    return People(members=sides["members"], staff=sides["staff"], left=len(left - set(here)))


def last_two_views(project: Project, day: date) -> TwoViews | None:
    """The two views of the last checklist that the group had looked at by that day."""
    shown = Checklist.objects.revealed().filter(project=project, revealed_on__lte=day).select_related("set")
    last = shown.order_by("-revealed_on", "-recorded_at").first()
    return two_views(last) if last else None
