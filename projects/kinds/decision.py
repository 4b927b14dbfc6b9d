"""The messages about decisions: look again, it was replaced, a reason is asked for."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from participants.models import Message, Person
from participants.outbox import Kind, Owed, register, tell
from projects.models import Decision, DecisionMaker, Follow, Membership, Project
from projects.models.decision_log import DecisionQuerySet

# Whoever has not heard by then was not reached by a tick for two months: the log's list still says so.
ASK_FOR = timedelta(days=60)


def about(decision: Decision) -> str:
    return f"decision:{decision.pk}"


def decision_of(message: Message) -> DecisionQuerySet:
    """The decision, if the person still sees it."""
    seen = Decision.objects.visible_to(message.recipient)
    return seen.filter(pk=message.about.removeprefix("decision:"))


def still_here(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of these makers or followers the people who still see the project's decisions."""
    places = Membership.objects.current().may("see_decisions").filter(person=OuterRef("person"))
    here = places.reaching(OuterRef("decision__project"), OuterRef("decision__project__organisation"))
    return rows.filter(Exists(here)).select_related("person")


# ---- the day to look again has come: those who made it and those who follow it are asked


def to_look_at_again(as_at: datetime) -> Iterator[Owed]:
    """Makers and followers who have not spoken since that day; the facilitators where there is nobody to ask."""
    today = timezone.localdate(as_at)
    running = Decision.objects.filter(project__in=Project.objects.running(today))
    due = running.to_look_at_again(today).filter(review_on__gt=today - ASK_FOR).select_related("project")
    makers = Prefetch("makers", still_here(DecisionMaker.objects.all()))
    facilitators: dict[UUID, list[Person]] = {}
    for decision in due.prefetch_related(makers, Prefetch("followers", still_here(Follow.objects.all()))):
        spoke, made, follow = people_of(decision)
        ties = {"made": made - spoke, "follow": follow - made - spoke}
        if not spoke | made | follow:
            if decision.project_id not in facilitators:
                facilitators[decision.project_id] = recorders(decision)
            ties = {"record": set(facilitators[decision.project_id])}
        yield from (asking(decision, people, tie) for tie, people in ties.items() if people)


def people_of(decision: Decision) -> tuple[set[Person], set[Person], set[Person]]:
    """Who has spoken on this round, who made it, and who follows it."""
    followers = list(decision.followers.all())
    spoke = {
        one.person for one in followers if decision.review_on and one.said_on and one.said_on >= decision.review_on
    }
    made = {maker.person for maker in decision.makers.all() if maker.person}
    return spoke, made, {one.person for one in followers if one.since}


def recorders(decision: Decision) -> list[Person]:
    """Those who record decisions in its project."""
    places = Membership.objects.current().of(decision.project).may("record_decision").select_related("person")
    return [place.person for place in places]


def asking(decision: Decision, people: set[Person], tie: str) -> Owed:
    return Owed(
        people=sorted(people, key=lambda person: str(person.pk)),
        about=about(decision),
        slot=str(decision.review_on),
        scope=decision.project_id,
        link=reverse("decision_look_again", args=[decision.project_id, decision.pk]),
        context={"decision": decision, "tie": tie},
    )


def looking_still_owed(message: Message) -> bool:
    """It still stands in a project that runs, it was not settled, and they have not spoken."""
    today = timezone.localdate()
    running = decision_of(message).filter(project__in=Project.objects.running(today))
    again = running.to_look_at_again(today).filter(review_on=message.slot)
    spoke = Follow.objects.filter(person=message.recipient, said_on__gte=message.slot)
    return again.exclude(pk__in=spoke.values("decision")).exists()


# ---- a new decision stands in place of one they made or follow


def tell_replaced(decision: Decision, by: Person) -> None:
    """Tell the makers and followers of the decision that this final one replaces."""
    old = decision.replaces
    if not old or not decision.final_on:
        return
    made = {maker.person for maker in still_here(old.makers.all()) if maker.person}
    follow = {one.person for one in still_here(old.followers.following())}
    tell(
        (made | follow) - {by},
        "decision_replaced",
        about=about(decision),
        slot=str(decision.final_on),
        scope=decision.project_id,
        link=decision.get_absolute_url(),
        decision=decision,
        old=old,
    )


def replaced_still_owed(message: Message) -> bool:
    return decision_of(message).filter(final_on__isnull=False).exists()


# ---- to a manager: the reason is asked of her


def tell_asked(decision: Decision, by: Person) -> None:
    """One reminder to the manager who owes the reason."""
    if decision.asked_of:
        tell(
            [decision.asked_of],
            "decision_asked",
            about=about(decision),
            slot=str(decision.asked_on),
            scope=decision.project_id,
            link=reverse("decision_reason", args=[decision.project_id, decision.pk]),
            decision=decision,
            by=by,
        )


def reason_still_owed(message: Message) -> bool:
    """It is still asked of her, since that day, and not final."""
    return (
        Decision.objects.owed_by(message.recipient)
        .filter(pk=message.about.removeprefix("decision:"), asked_on=message.slot)
        .exists()
    )


register(Kind("decision_review", still_owed=looking_still_owed, plan=to_look_at_again))
register(Kind("decision_replaced", still_owed=replaced_still_owed))
register(Kind("decision_asked", still_owed=reason_still_owed, reminds=True))
