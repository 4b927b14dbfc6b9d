"""A project: what it is for, at which level it works, what can and cannot change, what it promises."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from participants.folding import FoldedField
from participants.models import Person
from participants.prepared import prepared
from projects.models.membership import NEW, Membership, Role, contacts_of
from projects.models.safeguarding import Safeguarding
from projects.working_days import add_working_days


class Level(models.TextChoices):
    """How far people decide. Each has its place; saying the wrong one is the harm (GW1)."""

    INFORM = "inform", "Informing"
    CONSULT = "consult", "Consulting"
    ENGAGE = "engage", "Engaging"
    CO_DESIGN = "co_design", "Co-design"
    CO_PRODUCE = "co_produce", "Co-production"

    @property
    def meaning(self) -> str:
        return {
            "inform": "staff decide, and tell people",
            "consult": "staff ask people, and then decide",
            "engage": "people help to shape the choices, and staff decide",
            "co_design": "members and staff design it together, and staff decide what is built",
            "co_produce": "members and staff decide together",
        }[self.value]


class ProjectKind(models.TextChoices):
    """What the work does with the thing it is about (TE-AC0)."""

    IMPROVE = "improve", "Make something better that is there"
    CREATE = "create", "Make something new"
    REVIEW = "review", "Look at how something works"


class CoProduces(models.TextChoices):
    """What people and staff do together (CF4)."""

    DESIGN = "design", "How it should be"
    DELIVERY = "delivery", "Doing it"
    REVIEW = "review", "Looking at how it went"


class Openness(models.TextChoices):
    """How far a thing can change."""

    OPEN = "open", "Open"
    PARTLY = "partly", "Partly"
    FIXED = "fixed", "Fixed"

    def meaning(self, level: str = Level.CO_PRODUCE) -> str:
        """What it means for people at a project's level: only where they decide may we say so (GW1)."""
        if self == Openness.OPEN and level in (Level.CO_DESIGN, Level.CO_PRODUCE, ""):
            return "You decide with us."
        return {
            "open": "Your words can change it.",
            "partly": "Some of it can move.",
            "fixed": "This will not change.",
        }[self.value]


@dataclass(frozen=True)
class Missing:
    """Something a project needs before anyone is invited: words for the facilitator, and the page that mends it."""

    words: str
    url: str
    blocks: bool = False


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, person: Person) -> "ProjectQuerySet":
        """Projects where the person has a current place whose role sees projects: there, or in the organisation."""
        places = Membership.objects.current().may("see_project").filter(person=person.pk)
        return self.filter(
            Q(pk__in=places.exclude(project=None).values("project"))
            | Q(organisation__in=places.filter(project=None).values("organisation"))
        )

    def with_role(self, person: Person) -> "ProjectQuerySet":
        """Each project with the person's role in it, in the same query."""
        places = Membership.objects.reaching(models.OuterRef("pk"), models.OuterRef("organisation"))
        return self.annotate(role_value=models.Subquery(places.filter(person=person.pk).roles_first()[:1]))

    def running(self, on: date) -> "ProjectQuerySet":
        """Neither closed nor paused; a pause without an end lasts until somebody ends it."""
        over = Q(paused_on=None) | Q(paused_until__lt=on)
        return self.filter(over, closed_on=None)

    def where(self, person: Person, action: str) -> "ProjectQuerySet":
        """Projects in which the person's role has this action. A place in the project wins over one in the whole."""
        places = Membership.objects.current().filter(person=person.pk)
        own, whole = places.exclude(project=None), places.filter(project=None).may(action)
        return self.filter(
            Q(pk__in=own.may(action).values("project"))
            | Q(organisation__in=whole.values("organisation")) & ~Q(pk__in=own.may("see_project").values("project"))
        )


class Project(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("projects.Organisation", models.PROTECT, related_name="projects")
    title = models.CharField(max_length=100)
    purpose = models.TextField("what it is for", max_length=600)
    for_whom = models.CharField("whose life it touches", max_length=200, blank=True)
    level = models.CharField(max_length=12, choices=Level, blank=True)
    kind = models.CharField(max_length=7, choices=ProjectKind, blank=True)
    subject = models.CharField("what it is about", max_length=120, blank=True)
    co_produces = models.JSONField("what we do together", default=list, blank=True)
    begins_on = models.DateField("when it begins", null=True, blank=True)
    ends_on = models.DateField("when it ends", null=True, blank=True)
    paused_on = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    pause_reason = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.CharField(max_length=300, blank=True)
    records_after = models.CharField("what happens to the records", max_length=300, blank=True)
    keep_until = models.DateField("records are kept longer, until", null=True, blank=True)
    keep_because = models.CharField("why they are kept longer", max_length=300, blank=True)
    reply_within = models.PositiveSmallIntegerField("working days until a reply", default=10)
    people_every = models.PositiveSmallIntegerField("weeks until we look again who takes part", default=12, blank=True)
    pay_within = models.PositiveSmallIntegerField("working days until a claim is paid", default=20)
    news_every = models.PositiveSmallIntegerField("weeks until there is news again", default=8)
    tell_within = models.PositiveSmallIntegerField("working days until people hear of a session", default=5)
    started_on = models.DateField(null=True, blank=True)
    started_despite = models.TextField("started although something was missing, because", max_length=600, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("title", "purpose", "for_whom", "subject")

    objects = ProjectQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["words"])
    role_value: str | None = None

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=Q(keep_until=None) | ~Q(keep_because=""), name="kept_longer_for_a_reason")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.pk])

    def role_of(self, person: Person) -> Role | None:
        """The person's role here. None: no place."""
        role = Membership.objects.of(self).filter(person=person.pk).roles_first().first()
        return Role(role) if role else None

    @property
    def role(self) -> Role:
        """The role of the person who asks, on a project fetched `with_role`. ValueError for who has no place."""
        return Role(self.role_value or "")

    @property
    def allowed(self) -> frozenset[str]:
        """What the person who asks may do here: what their role may, and after the project closed nothing new."""
        return self.role.actions - NEW if self.closed_on else self.role.actions

    def may(self, action: str) -> bool:
        """True when the person who asks has a place here that has this action now."""
        return bool(self.role_value) and action in self.allowed

    @property
    def level_meaning(self) -> str:
        """Who decides at this level, in one line."""
        return Level(self.level).meaning

    @property
    def together(self) -> list[str]:
        """What people and staff do together, in words."""
        return [choice.label for choice in CoProduces if choice in self.co_produces]

    @cached_property
    def contact(self) -> Person | None:
        """The person members can ring: the project's named contact."""
        return next(iter(contacts_of(project=self.pk)), None)

    @cached_property
    def safety(self) -> Safeguarding | None:
        """The safeguarding contact, or None while nobody has confirmed one."""
        return getattr(self, "safeguarding", None)

    def promise_from(self, day: date) -> date:
        """The working day by which we promise to reply to what came in on `day`."""
        return add_working_days(day, self.reply_within)

    def missing(self) -> list[Missing]:
        """What is not there yet; only safeguarding blocks. Serves TE-AC3, TE-AC4, L16, CF-RE3."""
        here = [self.pk]
        edit = reverse("project_edit", args=here)
        checks = [
            (self.safety, Missing("A safeguarding contact", reverse("project_safeguarding", args=here), blocks=True)),
            (self.for_whom, Missing("Whose life it touches", edit)),
            (self.level, Missing("The level it works at", edit)),
            (
                self.boundaries.standing().exists(),
                Missing("What can and cannot change", reverse("boundaries", args=here)),
            ),
            (self.contact, Missing("A person members can ring", reverse("people", args=here))),
            (self.readiness.count() == 3, Missing("Time, money and permission", reverse("readiness", args=here))),
        ]
        return [missing for there, missing in checks if not there]

    def can_change(self) -> list[tuple[Openness, str, list["Boundary"]]]:
        """What is open, partly open and fixed, in this order, each with its meaning at our level; one query."""
        standing = boundaries_of(project=self)
        return [
            (choice, choice.meaning(self.level), [one for one in standing if one.openness == choice])
            for choice in Openness
        ]

    @property
    def open_now(self) -> bool:
        """Started and not closed: people may say and plan things."""
        return bool(self.started_on and not self.closed_on)

    def pause(self, on: date, until: date | None, why: str) -> None:
        """From the first day on. Reminders to staff wait until it is over."""
        self.paused_on, self.paused_until, self.pause_reason = self.paused_on or on, until, why
        self.save()

    def close(self, on: date, why: str, records: str) -> None:
        """Nothing new from now on; everything stays to be read."""
        self.closed_on, self.close_reason, self.records_after = on, why, records
        self.save()

    def resume(self) -> None:
        """Go on after a pause, or after it was closed. What it was stays in its history."""
        self.paused_on = self.paused_until = self.closed_on = None
        self.pause_reason = self.close_reason = ""
        self.save()

    def start(self, as_at: datetime, despite: str = "") -> None:
        """Open the doors. Starting is the first invitation; a reason is kept when something was missing."""
        self.started_on = timezone.localdate(as_at)
        self.started_despite = despite
        self.save()


@prepared
def boundaries_of(project: Project) -> models.QuerySet["Boundary"]:
    return Boundary.objects.filter(project=project).standing()


class BoundaryQuerySet(models.QuerySet["Boundary"]):
    def standing(self) -> "BoundaryQuerySet":
        """What is on the list now."""
        return self.filter(dropped_on=None)


class Boundary(models.Model):
    """One thing that can, partly can or cannot change, and why (TE-TR2, GW1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="boundaries")
    what = models.CharField(max_length=160)
    openness = models.CharField(max_length=6, choices=Openness)
    why = models.CharField(max_length=300, blank=True)
    set_by = models.CharField("who says so", max_length=120, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    until_on = models.DateField("until when", null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    words = FoldedField("what", "why")

    objects = BoundaryQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["words"], history_change_reason_field=models.CharField(max_length=300, null=True)
    )

    class Meta:
        ordering = ["recorded_at"]
        verbose_name_plural = "boundaries"
        constraints = [
            models.CheckConstraint(
                condition=Q(openness=Openness.OPEN) | ~Q(why=""), name="what_cannot_change_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return self.what
