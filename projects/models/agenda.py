"""The agenda: it starts blank, grows on the record, and nothing that was said for it is lost."""

import uuid
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from simple_history.models import HistoricalRecords

from participants.folding import FoldedField
from participants.models import Person
from projects.models.capacity import Capacity
from projects.models.method import Method
from projects.models.project import Level, Project
from projects.models.session import Session, among_members


class ItemKind(models.TextChoices):
    WELCOME = "welcome", "Welcome"
    EXPLORE = "explore", "Explore"
    MAKE = "make", "Make"
    DECIDE = "decide", "Decide"
    OPEN = "open", "Open time"
    BREAK = "break", "Break"
    NEWS = "news", "What happened since"
    CLOSE = "close", "Close"


FRAME = (ItemKind.WELCOME, ItemKind.BREAK, ItemKind.CLOSE)  # of a session: they say themselves what they are


class Origin(models.TextChoices):
    """Where a subject comes from: the share the group set itself is a fact (L3)."""

    GROUP = "group", "The group"
    ORGANISATION = "organisation", "The organisation"
    FUNDER = "funder", "Whoever pays"
    LAW = "law", "The law"


class AgendaQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, person: Person) -> "AgendaQuerySet":
        """Subjects of the projects the person sees; what was said among members, among members only."""
        seen = Q(project__in=Project.objects.visible_to(person).values("pk"))
        return self.filter(seen & (Q(among_members=False) | among_members(person)))

    def seen_in(self, project: Project) -> "AgendaQuerySet":
        """What `visible_to` shows of a project that was handed to this person, for less: their role is known."""
        here = self.filter(project=project)
        return here if project.role.among_members else here.filter(among_members=False)

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
        return parked.order_by(F("return_by").asc(nulls_last=True), "parked_on", "recorded_at")

    def set_free(self, by: Person, why: str) -> None:
        """What people brought waits for another session; the frame of this one stays with it."""
        for item in self.exclude(kind__in=FRAME).select_for_update():
            item.wait(by, why)

    def come_back(self, as_at: datetime) -> int:
        """Parked subjects go onto the agenda of the last session that keeps their promise (GW2c). How many did."""
        was_on = AgendaItem.history.filter(id=OuterRef("pk"), session__isnull=False).order_by("-history_id")
        promised = self.parked().filter(return_by__isnull=False)
        left = Subquery(was_on.values("session")[:1], output_field=models.UUIDField())
        chances: dict[tuple[uuid.UUID, bool], list[Session]] = {}
        back = 0
        for item in promised.annotate(taken_off=left):
            key = item.project_id, item.among_members
            if key not in chances:
                chances[key] = list(Session.objects.chances(*key, as_at))
            # Not onto the one it was just taken off: the group said, not this time.
            back += item.come_back([one for one in chances[key] if one.pk != item.taken_off])
        return back


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
    among_members = models.BooleanField("said among members, where it stays", default=False)
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued_by")
    what_happened = models.CharField(max_length=400, blank=True)
    disagreed = models.BooleanField("we did not agree; what each side thought is what happened", default=False)
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
            models.CheckConstraint(
                condition=Q(disagreed=False) | ~Q(what_happened=""), name="not_agreed_says_what_each_side_thought"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def level_meaning(self) -> str:
        """Who decides on this one, where that is said."""
        return Level(self.level).meaning if self.level else ""

    @property
    def aim(self) -> str:
        """What we do with it, in a word or two: people must see that something will be decided (TE-OP1)."""
        said = ItemKind(self.kind).label
        return "" if self.kind in FRAME or self.what.strip() == said else said

    @property
    def ended(self) -> str:
        """What became of it on the day, in one line; not to agree is an end too (L13)."""
        return f"We did not agree. {self.what_happened}" if self.disagreed else self.what_happened

    def keep(self, by: Person | None, why: str = "") -> "AgendaItem":
        """Save, with who changed it and why in its history. Nobody: it came back by itself."""
        self._history_user = by
        self._change_reason = why
        self.save()
        return self

    def hold_session(self) -> None:
        """A session before its subjects: in another order, two people on one agenda wait for each other."""
        if self.session_id:
            Session.objects.select_for_update().get(pk=self.session_id)

    @transaction.atomic
    def put_on(self, session: Session, by: Person | None, why: str = "") -> "AgendaItem":
        """At the end of this session's agenda. A parked subject is parked no longer."""
        Session.objects.select_for_update().get(pk=session.pk)
        last = AgendaItem.objects.filter(session=session).aggregate(n=models.Max("position"))["n"]
        self.session, self.position, self.parked_on, self.return_by = session, (last or 0) + 1, None, None
        self.dropped_on = None
        self.among_members = self.among_members or session.members_only
        return self.keep(by, why)

    @transaction.atomic
    def move(self, steps: int, by: Person, why: str = "") -> None:
        """Earlier (-1) or later (1) on its agenda. The others make room without a line in their history."""
        session = self.session
        if not session:
            return
        Session.objects.select_for_update().get(pk=session.pk)
        order = list(AgendaItem.objects.on(session))
        here = order.index(self)
        if not 0 <= here + steps < len(order):
            return
        order.insert(here + steps, order.pop(here))
        for position, one in enumerate(order, start=1):
            if one.pk == self.pk:
                self.position = position
            else:
                AgendaItem.objects.filter(pk=one.pk).exclude(position=position).update(position=position)
        self.keep(by, why)

    def wait(self, by: Person | None, why: str = "") -> "AgendaItem":
        """Back among the subjects that wait for a session."""
        self.session, self.position, self.parked_on, self.return_by, self.dropped_on = None, 0, None, None, None
        return self.keep(by, why)

    def again(self) -> "AgendaItem":
        """This subject, or where its session is over, a new one that continues it."""
        if not (self.session and self.session.closed_on):
            return self
        return AgendaItem(continues=self, **{name: getattr(self, name) for name in CARRIED})

    def park(self, by: Person, on: date, return_by: date | None, why: str = "") -> "AgendaItem":
        """Put aside for later. What was on a session that is over stays there; a new row continues it."""
        item = self.again()
        item.session, item.position, item.parked_on, item.return_by = None, 0, on, return_by
        return item.keep(by, why)

    def come_back(self, ahead: list[Session]) -> bool:
        """Onto the first of these sessions, unless a later one keeps the promise too. True when it did."""
        if not ahead or any(one.day and self.return_by and one.day <= self.return_by for one in ahead[1:]):
            return False
        with transaction.atomic():
            session = Session.objects.open_for_agenda().select_for_update().filter(pk=ahead[0].pk).first()
            still = AgendaItem.objects.parked().select_for_update().filter(pk=self.pk, return_by=self.return_by).first()
            if session and still:
                still.put_on(session, None, CAME_BACK)
        return bool(session and still)

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
    "among_members",
)
CAME_BACK = "Came back, as promised"
