"""What somebody told the safeguarding lead: minimal facts, sealed, for the lead alone (L16)."""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from participants.models import Event, Person
from participants.sealed_words import SealedField
from participants.templatetags.look import short_day
from projects.models import Membership, Organisation, Project


def leads_of(organisation: Organisation, project: Project | None = None) -> models.QuerySet[Person]:
    """Who may read what is written to the lead here: leads of the whole organisation, and of this project."""
    reach = Q(organisation=organisation, project=None)
    if project:
        reach |= Q(project=project)
    places = Membership.objects.current().may("read_concerns").filter(reach)
    return Person.objects.filter(pk__in=places.values("person"), is_active=True)


def can_sign_in(leads: models.QuerySet[Person]) -> bool:
    """True when one of them has an address that a code to sign in can be sent to."""
    return leads.exclude(email=None).exists()


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, person: Person) -> "ConcernQuerySet":
        """What this safeguarding lead may read: of their project, or of the whole organisation. Nobody else any."""
        places = Membership.objects.current().may("read_concerns").filter(person=person.pk)
        return self.filter(
            Q(project__in=places.exclude(project=None).values("project"))
            | Q(organisation__in=places.filter(project=None).values("organisation"))
        )

    def waiting(self) -> "ConcernQuerySet":
        """Not closed."""
        return self.filter(closed_on=None)

    def waiting_first(self) -> "ConcernQuerySet":
        """What waits, the oldest first; then what is closed, the newest first. Without the words."""
        turn = models.Case(models.When(closed_on=None, then=0), default=1)
        rows = self.select_related("project").defer("words", "reach", "done")
        return rows.order_by(turn, "-closed_on", "written_at", "pk")


class Concern(models.Model):
    """One thing the lead has to know. Never mailed, searched, exported, printed or reported; each reading is noted."""

    class Came(models.TextChoices):
        WRITTEN = "written", "Written to you"
        IDEA = "idea", "Passed on: what somebody said"
        SUBJECT = "subject", "Passed on: a subject of the agenda"
        LINE = "line", "Passed on: a line of the notebook"
        NOTES = "notes", "Passed on: notes of a session"
        REPLY = "reply", "Passed on: words of an answer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    passed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    came = models.CharField("how it came", max_length=7, choices=Came, default=Came.WRITTEN)
    shown = models.CharField("whom they were told to ring", max_length=120)
    words = SealedField()
    reach = SealedField("how to reach them", blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    closed_on = models.DateField(null=True, blank=True)
    done = SealedField("what was done", blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_concern_has_words")]

    def __str__(self) -> str:
        return f"Concern of {short_day(timezone.localdate(self.written_at))}"

    @property
    def key(self) -> str:
        """What events call it."""
        return f"concern:{self.pk}"

    def read_by(self, person: Person, at: datetime | None = None) -> None:
        """Note that this person reads the words now."""
        Event.note(Event.Kind.CONCERN_READ, person, self.key, self.project_id, at)

    def readings(self) -> models.QuerySet[Event]:
        """Who read it, and when; the newest first."""
        return Event.objects.filter(kind=Event.Kind.CONCERN_READ, about=self.key).select_related("by")

    def write_down(self, what: str, on: date, *, close: bool) -> None:
        """Add what was done to what is there, with its day; perhaps it is finished."""
        if what:
            self.done = f"{self.done}\n{short_day(on)}: {what}".strip()
        self.closed_on = on if close else None
        self.save(update_fields=["done", "closed_on"])
