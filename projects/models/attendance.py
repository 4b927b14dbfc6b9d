"""Who was asked to a session, what they said, who came and as what."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from participants.models import Person
from projects.models.capacity import Capacity
from projects.models.membership import Membership, MembershipQuerySet, Role
from projects.models.project import Project
from projects.models.session import Session, SessionKind

ASKED = Q(invited_on__isnull=False)


class Coming(models.TextChoices):
    YES = "yes", "Yes, I am coming"
    MAYBE = "maybe", "I do not know yet"
    NO = "no", "Not this time"


class Part(models.TextChoices):
    """Supporters and interpreters take no side and have no seat in the picture."""

    TAKING_PART = "taking_part", "Taking part"
    SUPPORTER = "supporter", "Supporter"
    INTERPRETER = "interpreter", "Interpreter"


class Channel(models.TextChoices):
    ROOM = "room", "In the room"
    ONLINE = "online", "Online"
    PHONE = "phone", "By phone"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def of(self, person: Person) -> "AttendanceQuerySet":
        """A person's own lines, in the sessions that they may see now, with these."""
        mine = self.filter(person=person, session__in=Session.objects.visible_to(person).values("pk"))
        return mine.select_related("session__project__organisation")

    def to_come(self, as_at: datetime) -> "AttendanceQuerySet":
        """In sessions to come, the soonest first, those without a day last."""
        ahead = self.filter(session__in=Session.objects.to_come(as_at).values("pk"))
        return ahead.order_by(F("session__starts_at").asc(nulls_last=True), "session__number", "pk")

    def wait_for_it(self, as_at: datetime) -> "AttendanceQuerySet":
        """Asked, or coming unasked, and not declined, to what is still to begin."""
        to_begin = Q(session__starts_at=None) | Q(session__starts_at__gt=as_at)
        expected = ASKED | Q(reply__in=[Coming.YES, Coming.MAYBE])
        return self.filter(to_begin, expected, session__closed_on=None).exclude(reply=Coming.NO).of_people_here()

    def to_invite(self, as_at: datetime) -> "AttendanceQuerySet":
        """Asked to a session that stands, and they have not said anything yet."""
        return self.wait_for_it(as_at).filter(ASKED, reply="", session__cancelled_on=None)

    def to_tell_of_change(self, as_at: datetime) -> "AttendanceQuerySet":
        """When or where has changed since they were asked or replied."""
        return self.wait_for_it(as_at).filter(session__cancelled_on=None, session__sequence__gt=F("knows"))

    def to_tell_it_is_off(self, as_at: datetime) -> "AttendanceQuerySet":
        """Called off before it began."""
        return self.wait_for_it(as_at).filter(session__cancelled_on__isnull=False)

    def to_remind(self, as_at: datetime, today: date) -> "AttendanceQuerySet":
        """Those who said yes or do not know yet, of what has a day: members get news, not nudges."""
        running = Project.objects.running(today).values("pk")
        said = self.wait_for_it(as_at).filter(reply__in=[Coming.YES, Coming.MAYBE], session__cancelled_on=None)
        return said.filter(session__starts_at__isnull=False, session__project__in=running)

    def in_list(self, project: Project) -> "AttendanceQuerySet":
        """For whoever plans the session: who comes first, then who does not know, has not replied, declined; A to Z."""
        turn = Case(*[When(reply=reply, then=place) for place, reply in enumerate(["yes", "maybe", "", "no"])])
        role = Membership.objects.of(project).filter(person=OuterRef("person")).roles_first()[:1]
        rows = self.select_related("person", "written_by").annotate(turn=turn, role_value=Subquery(role))
        return rows.order_by("turn", "-leads", Coalesce("person__name", "guest"), "pk")

    def of_people_here(self) -> "AttendanceQuerySet":
        """Of people who still have a place from which they see the session."""
        here = Membership.objects.current().may("see_sessions").filter(person=OuterRef("person"))
        places = here.reaching(OuterRef("session__project"), OuterRef("session__project__organisation"))
        seen = ~Q(session__kind=SessionKind.MEMBERS) | Exists(places.among_members())
        return self.filter(Exists(places), seen, person__is_active=True)

    @transaction.atomic
    def ask(self, session: Session, people: Iterable[Person], by: Person, on: date) -> int:
        """Ask these people, each once; who had said unasked that they come keeps their words. How many are new."""
        asked = {"invited_on": on, "invited_by": by}
        known = self.filter(session=session, person__in=people, invited_on=None).update(**asked)
        there = set(self.filter(session=session).values_list("person", flat=True))
        new = [
            Attendance(session=session, person=person, knows=session.sequence, **asked)
            for person in people
            if person.pk not in there
        ]
        Attendance.objects.bulk_create(new, ignore_conflicts=True)
        Session.objects.filter(pk=session.pk, announced_on=None).update(announced_on=on)
        return known + len(new)


def to_ask(session: Session) -> MembershipQuerySet:
    """Places of those who may see this session and are not asked yet, A to Z; those of the whole organisation last."""
    asked = session.attendance.filter(ASKED, person__isnull=False).values("person")
    places = Membership.objects.current().of(session.project).may("see_sessions").exclude(person__in=asked)
    if session.kind == SessionKind.MEMBERS:
        places = places.among_members()
    return places.select_related("person").order_by(F("project").asc(nulls_last=True), "person__name", "person")


class Attendance(models.Model):
    """One person and one session, from being asked to having been there. A capacity is chosen for the day (TE-EQ1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendance")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="attendance")
    guest = models.CharField("someone who is not in the project, as they want to be named", max_length=80, blank=True)
    invited_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reply = models.CharField(max_length=5, choices=Coming, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    capacity = models.CharField(max_length=12, choices=Capacity, blank=True)
    shown = models.BooleanField("their capacity may stand beside their name, that day", default=False)
    part = models.CharField(max_length=11, choices=Part, default=Part.TAKING_PART)
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.ROOM)
    supporter = models.BooleanField("brings somebody who supports them", default=False)
    leads = models.BooleanField("leads the session", default=False)
    came = models.BooleanField(null=True, blank=True, help_text="Empty: nobody wrote it down.")
    which_part = models.CharField("which part, if not all of it", max_length=80, blank=True)
    written_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who wrote their reply down.",
    )
    knows = models.PositiveIntegerField(
        "the calendar entry they were told last, or saw when they replied", default=0, editable=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AttendanceQuerySet.as_manager()
    role_value: str | None = None

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(person__isnull=False), name="asked_once_to_a_session"
            ),
            models.CheckConstraint(
                condition=Q(person=None) & ~Q(guest="") | Q(person__isnull=False, guest=""),
                name="a_person_or_a_guest_with_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.guest or str(self.person)

    @property
    def here_as(self) -> str:
        """In words, on a line fetched `in_list`: their place in the project, or that they have none."""
        if not self.person_id:
            return "Guest"
        return Role(self.role_value).label if self.role_value else "Has left the project"

    @property
    def shown_as(self) -> str:
        """The capacity, where the person lets it stand beside their name; else nothing."""
        return self.capacity if self.shown else ""
