"""A session: when and where we meet, what we plan, what became of it."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from participants.folding import FoldedField
from participants.models import Person
from projects.models.membership import Membership, Role
from projects.models.project import Project
from projects.models.stage import Stage


class SessionKind(models.TextChoices):
    WORKING = "working", "Working session"
    EVENT = "event", "Open event"
    MEMBERS = "members", "Members only"
    STAFF = "staff", "Staff planning"


FOR_ALL = (SessionKind.WORKING, SessionKind.EVENT)


class PlaceKind(models.TextChoices):
    """On whose ground we meet (CF-CR3)."""

    THEIRS = "theirs", "Where members are already"
    NEUTRAL = "neutral", "A neutral place"
    OURS = "ours", "Our building"
    OUTDOORS = "outdoors", "Outdoors"
    ONLINE = "online", "Online"
    PHONE = "phone", "By phone"


class VenueFact(models.TextChoices):
    """What people ask about a place. Each is yes, no, or not recorded (CF-ED6)."""

    STEP_FREE = "step_free", "Step-free all the way"
    TOILET = "toilet", "Accessible toilet"
    LOOP = "loop", "Hearing loop"
    QUIET = "quiet", "Quiet room"
    PARKING = "parking", "Blue Badge parking"
    TRANSPORT = "transport", "Bus or train near"
    REFUGE = "refuge", "Safe way out in a fire, for everyone"


class PlanKept(models.TextChoices):
    """What became of the plan. Changing or scrapping it is good work, not failure (CF-CR1, GW2d)."""

    KEPT = "kept", "We kept to the plan"
    CHANGED = "changed", "We changed it as we went"
    SCRAPPED = "scrapped", "We scrapped it"


def among_members(person: Person) -> Q:
    """What belongs to projects in which this person is a member, or plans the sessions.

    A place in the project wins over one in the whole organisation, as for the role.
    """
    places = Membership.objects.current().filter(person=person.pk)
    own, whole = places.exclude(project=None), places.filter(project=None).among_members()
    return Q(project__in=own.among_members().values("project")) | Q(
        project__organisation__in=whole.values("organisation")
    ) & ~Q(project__in=own.may("see_project").values("project"))


def apart_from(projects: list[Project]) -> list[Project]:
    """Those, with the role of a person, in which this person is not among the members."""
    return [project for project in projects if not project.role.among_members]


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, person: Person) -> "SessionQuerySet":
        """Sessions of the projects the person sees; members-only ones for members and those who plan."""
        seen = Q(project__in=Project.objects.visible_to(person).values("pk"))
        return self.filter(seen & (~Q(kind=SessionKind.MEMBERS) | among_members(person)))

    def seen_in(self, project: Project) -> "SessionQuerySet":
        """What `visible_to` shows of a project that was handed to this person, for less: their role is known."""
        return self.in_one(project, project.role.among_members)

    def in_one(self, project: Project, among_members: bool) -> "SessionQuerySet":
        """Of one project; what is for members only among members."""
        here = self.filter(project=project)
        return here if among_members else here.exclude(kind=SessionKind.MEMBERS)

    def among(self, projects: Iterable[Project]) -> "SessionQuerySet":
        """The same of several, which carry this person's role."""
        projects = list(projects)
        return self.of(projects, apart_from(projects))

    def of(self, projects: list[Project], apart: list[Project]) -> "SessionQuerySet":
        """Of these projects; of those `apart` not what is for members only."""
        here = self.filter(project__in=projects)
        return here.exclude(kind=SessionKind.MEMBERS, project__in=apart) if apart else here

    def expecting(self, person: Person, *facts: Q) -> "SessionQuerySet":
        """To which this person is asked or said they come, and has not declined; with these facts of their line."""
        return self.filter(*facts, attendance__person=person, attendance__reply__in=["", "yes", "maybe"])

    def standing(self) -> "SessionQuerySet":
        """Not cancelled."""
        return self.filter(cancelled_on=None)

    def to_come(self, as_at: datetime) -> "SessionQuerySet":
        """Not cancelled, not closed, not over: the soonest first, those without a date last."""
        ahead = Q(starts_at=None) | Q(starts_at__gte=as_at - timedelta(hours=12))
        return (
            self.standing().filter(ahead, closed_on=None).order_by(models.F("starts_at").asc(nulls_last=True), "number")
        )

    def open_for_agenda(self) -> "SessionQuerySet":
        """Neither cancelled nor closed: subjects can still be put on."""
        return self.standing().filter(closed_on=None)

    def chances(self, project: uuid.UUID, among_members: bool, as_at: datetime) -> "SessionQuerySet":
        """Sessions still to begin on which a parked subject can come back: not where only staff meet."""
        kinds = [SessionKind.MEMBERS] if among_members else FOR_ALL
        ahead = self.open_for_agenda().filter(project=project, kind__in=kinds, starts_at__gt=as_at)
        return ahead.order_by("starts_at", "number")

    def held(self, as_at: datetime) -> "SessionQuerySet":
        """Begun and not cancelled, the newest first."""
        return self.standing().filter(starts_at__lte=as_at).order_by("-starts_at")

    def over(self, as_at: datetime) -> "SessionQuerySet":
        """The hour at which they were to end has passed."""
        return self.filter(Q(ends_at__lte=as_at) | Q(ends_at=None, starts_at__lt=as_at - timedelta(hours=12)))

    def newest_first(self) -> "SessionQuerySet":
        return self.order_by(models.F("starts_at").desc(nulls_last=True), "-number")

    def with_subjects(self) -> "SessionQuerySet":
        """Each with the number of `subjects` on its agenda."""
        return self.annotate(subjects=models.Count("agenda", filter=Q(agenda__dropped_on=None)))

    def grounds(self, as_at: datetime) -> dict[str, int]:
        """Of the sessions `held` for everybody, how many on `theirs` and on `neutral` ground (CF-CR3); one query."""
        held = self.held(as_at).filter(kind__in=FOR_ALL).order_by()
        on = {kind: models.Count("pk", filter=Q(place_kind=kind)) for kind in (PlaceKind.THEIRS, PlaceKind.NEUTRAL)}
        return held.aggregate(held=models.Count("pk"), **{kind.value: count for kind, count in on.items()})

    def to_close(self, as_at: datetime) -> "SessionQuerySet":
        """Begun, not cancelled, and nobody has written down how it went."""
        return self.held(as_at).filter(closed_on=None)


class Session(models.Model):
    """One meeting of any kind. When and where may be unknown; the agenda starts blank (SP-P2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="sessions")
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(max_length=100)
    kind = models.CharField(max_length=7, choices=SessionKind, default=SessionKind.WORKING)
    stage = models.ForeignKey(Stage, models.SET_NULL, null=True, blank=True, related_name="sessions")
    strand = models.CharField("which strand of the work", max_length=60, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place_kind = models.CharField(max_length=8, choices=PlaceKind, blank=True)
    place = models.CharField("where", max_length=200, blank=True)
    also_online = models.BooleanField("people can join online or by phone too", default=False)
    online_link = models.CharField("link or number to join", max_length=300, blank=True)
    venue = models.JSONField("access facts: yes or no, missing: not recorded", default=dict, blank=True)
    welcome = models.CharField("who welcomes people", max_length=80, blank=True)
    safety_plan = models.CharField("if it gets too much", max_length=400, blank=True)
    announced_on = models.DateField(null=True, blank=True)
    sequence = models.PositiveIntegerField("how often its calendar entry changed", default=0, editable=False)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)

    notes = models.TextField("notes, messy first", max_length=20000, blank=True)
    notes_sorted_on = models.DateField(null=True, blank=True)
    notes_shared_on = models.DateField(null=True, blank=True)
    plan_kept = models.CharField(max_length=8, choices=PlanKept, blank=True)
    wandered = models.CharField("where we wandered, and what we learned", max_length=400, blank=True)
    place_thoughts = models.CharField("how the place was for people", max_length=300, blank=True)
    teller = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    tell_by = models.DateField("people hear by", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closing = models.JSONField(
        "when and by whom its closing page was saved last, and what was typed there", default=dict, editable=False
    )
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("title", "place", "strand", "wandered")
    notes_words = FoldedField("notes")  # found only by those who may read the notes

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["project", "starts_at"], name="session_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                condition=~Q(kind=SessionKind.MEMBERS),
                name="sessions_are_numbered_in_a_project",
            ),
            models.UniqueConstraint(
                fields=["project", "number"],
                condition=Q(kind=SessionKind.MEMBERS),
                name="members_sessions_are_numbered_apart",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=models.F("starts_at")),
                name="a_session_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numbered}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.project_id, self.pk])

    @property
    def numbered(self) -> str:
        """Members' own sessions count apart: a gap between the others would tell of them."""
        return f"Members' session {self.number}" if self.members_only else f"Session {self.number}"

    @property
    def members_only(self) -> bool:
        return self.kind == SessionKind.MEMBERS

    @property
    def for_all(self) -> bool:
        """Members and staff meet: not members alone, not staff alone."""
        return self.kind in FOR_ALL

    @property
    def day(self) -> date | None:
        """The day it is on, here."""
        return timezone.localdate(self.starts_at) if self.starts_at else None

    @property
    def venue_known(self) -> list[tuple[str, bool]]:
        """What we know about the place: each in words, and whether it is there."""
        return [(fact.label, self.venue[fact]) for fact in VenueFact if fact in self.venue]

    @property
    def venue_open(self) -> list[str]:
        """What nobody has looked at yet."""
        return [fact.label for fact in VenueFact if fact not in self.venue]

    @property
    def open_for_agenda(self) -> bool:
        """Anybody who takes part may still add to it: before the day and on the day."""
        return not self.closed_on and not self.cancelled_on

    def is_for(self, role: Role) -> bool:
        """Staff planning is for staff; everything else for everybody who sees it."""
        return self.kind != SessionKind.STAFF or role.side == "staff"

    def is_ahead(self, as_at: datetime) -> bool:
        """People can still be asked, and say if they come: it stands and has not begun."""
        return self.open_for_agenda and not (self.starts_at and self.starts_at <= as_at)

    @transaction.atomic
    def record(self) -> "Session":
        """Save for the first time, with the next number of the project."""
        Project.objects.select_for_update().get(pk=self.project_id)
        apart = Q(kind=SessionKind.MEMBERS)
        alike = Session.objects.filter(apart if self.members_only else ~apart, project=self.project_id)
        last = alike.aggregate(n=models.Max("number"))["n"]
        self.number = (last or 0) + 1
        self.save()
        return self

    def replan(self) -> "Session":
        """Save. When people were asked or said something, and when or where changed, their calendars must follow."""
        before = Session.objects.get(pk=self.pk)
        moved = any(getattr(self, name) != getattr(before, name) for name in WHEN_AND_WHERE)
        if moved and self.attendance.filter(Q(invited_on__isnull=False) | ~Q(reply="")).exists():
            self.sequence += 1
        self.save()
        return self

    def cancel(self, on: date, why: str) -> None:
        """Called off, for good."""
        self.cancelled_on, self.cancelled_why = on, why
        self.sequence += 1
        self.save()


# What stands in people's calendars.
WHEN_AND_WHERE = ("starts_at", "ends_at", "place", "also_online", "online_link")
