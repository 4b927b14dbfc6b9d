"""What people need to take part: asked once, in their words, for those whom they chose (TE-IN4, CF-CR2).

Identify, record, flag, share, meet, review: the steps of the Accessible Information Standard (DAPB1605). Their words
are encrypted. They stand on their own page, and where somebody whom they chose opens them; nowhere else.
"""

import uuid
from datetime import date

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from care.models.need_kind import LABELS, NeedKind
from participants.models import Person
from participants.sealed_words import SealedField
from projects.models import Attendance, Coming, Membership, Project, Session
from projects.models.attendance import ASKED, AttendanceQuerySet


class MayKnow(models.TextChoices):
    """Whom they chose, for each need."""

    SESSIONS = "sessions", "Only facilitators who run sessions I go to"
    NAMED = "named", "Only one facilitator"
    PROJECTS = "projects", "Anybody who plans in my projects"


def expected_at(session: Session) -> AttendanceQuerySet:
    """Lines of those who are asked or coming, and have not declined: people we know, who still have a place."""
    here = Attendance.objects.filter(session=session)
    coming = here.filter(ASKED | Q(reply__in=[Coming.YES, Coming.MAYBE]), person__isnull=False)
    return coming.exclude(reply=Coming.NO).exclude(came=False).of_people_here()


def day_of(session: Session) -> date:
    return session.day or timezone.localdate()


def run_by(person: Person) -> Q:
    """Sessions that this person planned or leads."""
    leads = Attendance.objects.filter(person=person.pk, leads=True)
    return Q(made_by=person.pk) | Q(pk__in=leads.values("session"))


class NeedQuerySet(models.QuerySet["Need"]):
    def standing(self) -> "NeedQuerySet":
        """Not taken away."""
        return self.filter(until_on=None)

    def standing_on(self, day: date) -> "NeedQuerySet":
        return self.filter(Q(until_on=None) | Q(until_on__gt=day), from_on__lte=day)

    def at(self, session: Session) -> "NeedQuerySet":
        """Needs of those who come to this session, on its day."""
        return self.at_on(session, day_of(session))

    def at_on(self, session: Session, day: date) -> "NeedQuerySet":
        return self.standing_on(day).filter(person__in=expected_at(session).values("person"))

    def of_mine_at(self, session: Session, person: Person) -> "NeedQuerySet":
        """One's own, for a session."""
        return self.standing_on(day_of(session)).filter(person=person)

    def known_in(self, session: Session, reader: Person) -> "NeedQuerySet":
        """Those that this planner may know, at a session: as each person chose (CF-CR2)."""
        return self.filter(chosen(reader, runs=Session.objects.filter(run_by(reader), pk=session.pk).exists()))

    def known_of(self, person: Person, project: Project, reader: Person) -> "NeedQuerySet":
        """One person's, that this planner of a project may know. `sessions`: until the last one she runs is closed."""
        theirs = Attendance.objects.filter(ASKED | Q(reply__in=[Coming.YES, Coming.MAYBE]), person=person)
        open_ = Session.objects.open_for_agenda().filter(run_by(reader), project=project)
        runs = open_.filter(pk__in=theirs.exclude(reply=Coming.NO).values("session")).exists()
        return self.standing().filter(chosen(reader, runs), person=person)


def chosen(reader: Person, runs: bool) -> Q:
    """Needs that somebody who plans in the person's project may know. `runs`: she runs the session in question."""
    may = Q(may_know=MayKnow.PROJECTS) | Q(may_know=MayKnow.NAMED, known_by=reader) | Q(person=reader)
    return may | Q(may_know=MayKnow.SESSIONS) if runs else may


def who_may_be_named(person: Person) -> "models.QuerySet[Person]":
    """Facilitators of the projects that this person is in, A to Z."""
    mine = Project.objects.visible_to(person)
    planners = Membership.objects.current().may("plan_sessions")
    there = planners.filter(
        Q(project__in=mine.values("pk")) | Q(project=None, organisation__in=mine.values("organisation"))
    )
    return Person.objects.filter(pk__in=there.values("person"), is_active=True).exclude(pk=person.pk).order_by("name")


class Need(models.Model):
    """One thing that helps one person to take part. The need, never the diagnosis."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="needs", verbose_name="whose need it is")
    kind = models.CharField("what it is about", max_length=12, choices=NeedKind)
    code = models.CharField(
        "which of the usual ones",
        max_length=14,
        choices=[*LABELS.items()],
        blank=True,
        help_text="In clear, so that a session can be planned. Empty: only the words say it.",
    )
    words = SealedField("in their words", blank=True, help_text="Encrypted in the database.")
    may_know = models.CharField("who may know it", max_length=8, choices=MayKnow)
    known_by = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="the one facilitator who may know it",
    )
    from_on = models.DateField("since when", default=timezone.localdate)
    until_on = models.DateField("taken away on", null=True, blank=True)
    written_by = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who wrote it down for them",
        help_text="Empty: they did it themselves.",
    )
    read_back_on = models.DateField("read back to them on", null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(may_know=MayKnow.NAMED) | Q(known_by=None), name="one_facilitator_only_where_one_is_chosen"
            ),
            models.CheckConstraint(
                condition=~Q(words="") | ~Q(code="") | Q(until_on__isnull=False), name="a_need_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"

    @property
    def title(self) -> str:
        """What it is, without their words."""
        return LABELS.get(self.code, "") or self.get_kind_display()

    @property
    def known_to(self) -> str:
        """Who may know, as the person reads it."""
        if self.may_know == MayKnow.NAMED:
            return f"Only {self.known_by}" if self.known_by else "Nobody: the one you chose has gone"
        return self.get_may_know_display()

    @transaction.atomic
    def write_down(self) -> "Need":
        """Save. What was arranged for other words is open again, in sessions that are not over."""
        self.save()
        self.adjustments.filter(session__closed_on=None).update(in_place_on=None)
        return self

    def take_away(self, on: date) -> None:
        """Their words go. That there was a need stays only where something was arranged for it."""
        if not self.adjustments.exists():
            self.delete()
            return
        self.words, self.until_on = "", max(on, self.from_on)
        self.save()
