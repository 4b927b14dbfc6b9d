"""Who was asked to a session, what they said, who came and as what."""

import uuid

from django.db import models
from django.db.models import Q

from participants.models import Person
from projects.models.capacity import Capacity
from projects.models.session import Session


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
    def seats(self) -> "AttendanceQuerySet":
        """Those who take part: no supporters, no interpreters."""
        return self.filter(part=Part.TAKING_PART)

    def coming(self) -> "AttendanceQuerySet":
        """Who said yes."""
        return self.filter(reply=Coming.YES)

    def came(self) -> "AttendanceQuerySet":
        return self.filter(came=True)


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
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AttendanceQuerySet.as_manager()

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
