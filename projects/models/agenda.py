"""The agenda: it starts blank, grows on the record, and nothing that was said for it is lost."""

import uuid
from datetime import date

from django.db import models, transaction
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from participants.folding import FoldedField
from participants.models import Person
from projects.models.capacity import Capacity
from projects.models.method import Method
from projects.models.project import Level, Project
from projects.models.session import Session


class ItemKind(models.TextChoices):
    WELCOME = "welcome", "Welcome"
    EXPLORE = "explore", "Explore"
    MAKE = "make", "Make"
    DECIDE = "decide", "Decide"
    OPEN = "open", "Open time"
    BREAK = "break", "Break"
    NEWS = "news", "What happened since"
    CLOSE = "close", "Close"


class Origin(models.TextChoices):
    """Where a subject comes from: the share the group set itself is a fact (L3)."""

    GROUP = "group", "The group"
    ORGANISATION = "organisation", "The organisation"
    FUNDER = "funder", "Whoever pays"
    LAW = "law", "The law"


class AgendaQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, person: Person) -> "AgendaQuerySet":
        """Subjects of the projects the person sees, but for those of sessions they do not see."""
        return self.filter(
            Q(project__in=Project.objects.visible_to(person).values("pk"))
            & (Q(session=None) | Q(session__in=Session.objects.visible_to(person).values("pk")))
        )

    def standing(self) -> "AgendaQuerySet":
        """Not dropped."""
        return self.filter(dropped_on=None)

    def on(self, session: Session) -> "AgendaQuerySet":
        """The agenda of a session, in order."""
        return self.standing().filter(session=session).order_by("position", "recorded_at")

    def backlog(self) -> "AgendaQuerySet":
        """Brought up, in no session, not parked: oldest first."""
        return self.standing().filter(session=None, parked_on=None).order_by("first_raised_on", "recorded_at")

    def parked(self) -> "AgendaQuerySet":
        """Put aside for later: the soonest return first, those without a date last (GW2c)."""
        parked = self.standing().filter(session=None, parked_on__isnull=False)
        return parked.order_by(F("return_by").asc(nulls_last=True), "parked_on")


class AgendaItem(models.Model):
    """One subject: on a session's agenda, in the backlog, or parked. Every change says who and why (SP-P3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="agenda")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="agenda")
    position = models.PositiveIntegerField(default=0)
    what = models.CharField(max_length=160)
    kind = models.CharField(max_length=7, choices=ItemKind, default=ItemKind.EXPLORE)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    how = models.CharField("how we do it", max_length=160, blank=True)
    method = models.ForeignKey(Method, models.SET_NULL, null=True, blank=True, related_name="+")
    level = models.CharField(max_length=12, choices=Level, blank=True)
    brought_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty: the group, or somebody."
    )
    capacity = models.CharField(max_length=12, choices=Capacity, blank=True)
    shown = models.BooleanField("this capacity may stand beside the name", default=False)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.GROUP)
    why = models.CharField("why it matters", max_length=300, blank=True)
    content_note = models.CharField("what may upset; it can be sat out", max_length=160, blank=True)
    first_raised_on = models.DateField()
    parked_on = models.DateField(null=True, blank=True)
    return_by = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued_by")
    what_happened = models.CharField(max_length=400, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("what", "how", "why", "what_happened")

    objects = AgendaQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["words"], history_change_reason_field=models.CharField(max_length=300, null=True)
    )

    class Meta:
        indexes = [
            models.Index(fields=["session", "position"], name="agenda_in_order"),
            models.Index(fields=["project", "parked_on"], condition=Q(session=None), name="agenda_in_no_session"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(session=None) | Q(parked_on=None), name="parked_or_on_an_agenda"),
        ]

    def __str__(self) -> str:
        return self.what

    def keep(self, by: Person | None, why: str = "") -> "AgendaItem":
        """Save, with who changed it and why in its history. Nobody: it came back by itself."""
        self._history_user = by
        self._change_reason = why
        self.save()
        return self

    @transaction.atomic
    def put_on(self, session: Session, by: Person | None, why: str = "") -> "AgendaItem":
        """At the end of this session's agenda. A parked subject is parked no longer."""
        Session.objects.select_for_update().get(pk=session.pk)
        last = AgendaItem.objects.filter(session=session).aggregate(n=models.Max("position"))["n"]
        self.session, self.position, self.parked_on, self.return_by = session, (last or 0) + 1, None, None
        return self.keep(by, why)

    def park(self, by: Person, on: date, return_by: date | None, why: str = "") -> "AgendaItem":
        """Put aside for later. What was on a session that is over stays there; a new row continues it."""
        item = self
        if self.session and self.session.closed_on:
            item = AgendaItem(continues=self, **{name: getattr(self, name) for name in CARRIED})
        item.session, item.position, item.parked_on, item.return_by = None, 0, on, return_by
        return item.keep(by, why)

    def drop(self, by: Person, on: date, why: str) -> "AgendaItem":
        """Off the agenda, with a reason. The row and its history stay."""
        self.dropped_on = on
        return self.keep(by, why)


# What a subject takes along when it is carried over from a session that is over.
CARRIED = (
    "project",
    "what",
    "kind",
    "level",
    "brought_by",
    "capacity",
    "shown",
    "origin",
    "why",
    "content_note",
    "first_raised_on",
)
