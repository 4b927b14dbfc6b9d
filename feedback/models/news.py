"""What we tell everybody: how it goes, what came of it, what is in the way, what could go wrong, what is next."""

import uuid

from django.db import models

from participants.folding import FoldedField
from participants.models import Person
from projects.models import Membership, Project, Session, SessionKind


class NewsQuerySet(models.QuerySet["News"]):
    def visible_to(self, person: Person) -> "NewsQuerySet":
        """What was told in the projects the person sees; about members' own sessions only for who sees these."""
        return self.told().filter(
            models.Q(project__in=Project.objects.visible_to(person).values("pk"))
            & (models.Q(session=None) | models.Q(session__in=Session.objects.visible_to(person).values("pk")))
        )

    def seen_in(self, project: Project) -> "NewsQuerySet":
        """What `visible_to` shows of a project that was handed to this person, for less: their role is known."""
        return self.in_one(project, project.role.among_members)

    def in_one(self, project: Project, among_members: bool) -> "NewsQuerySet":
        """Of one project; of a session for members only among members."""
        here = self.told().filter(project=project)
        if among_members:
            return here
        seen = Session.objects.in_one(project, among_members).values("pk")
        return here.filter(models.Q(session=None) | models.Q(session__in=seen))

    def told(self) -> "NewsQuerySet":
        return self.filter(told_on__isnull=False)

    def for_the_community(self) -> "NewsQuerySet":
        """What everybody may read: told, meant for them, and never of what is for members only."""
        return self.told().filter(in_public=True).exclude(session__kind=SessionKind.MEMBERS)


class HowFar(models.TextChoices):
    """Results are told before everything is settled, too (TE-TR4)."""

    INTERIM = "interim", "So far: it may still change"
    FINAL = "final", "Final"


class News(models.Model):
    """One piece of news. "None" in a part is a fact (CF-RS3); an empty part is not said. Sent once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="news")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="news")
    progress = models.TextField("what happened", max_length=2000, blank=True)
    outcomes = models.TextField("what came of it", max_length=1000, blank=True)
    blocks = models.TextField("what is in the way", max_length=1000, blank=True)
    risks = models.TextField("what could go wrong", max_length=1000, blank=True)
    next = models.TextField("what happens next", max_length=1000, blank=True)
    how_far = models.CharField("so far, or final", max_length=7, choices=HowFar, blank=True)
    easy_words = models.TextField("in easy words", max_length=600, blank=True)
    easy_checked_by = models.CharField("who checked the easy words", max_length=80, blank=True)
    easy_checked_on = models.DateField(null=True, blank=True)
    in_public = models.BooleanField("also to the wider community, on the public page", default=False)
    leavers_too = models.BooleanField("also to people who have left", default=False)
    last = models.BooleanField("the last news of the project", default=False)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("progress", "outcomes", "blocks", "risks", "next", "easy_words")

    objects = NewsQuerySet.as_manager()
    sent = waiting = 0  # how many have been told and how many not, where a page counted them

    class Meta:
        verbose_name_plural = "news"
        ordering = ["-told_on", "-recorded_at"]

    def __str__(self) -> str:
        return self.progress[:80]

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What was said after the first words, each under its heading; what nobody said is not there."""
        parts = [
            ("What came of it", self.outcomes),
            ("What is in the way", self.blocks),
            ("What could go wrong", self.risks),
            ("What happens next", self.next),
        ]
        return [(heading, words) for heading, words in parts if words]

    @property
    def hearers(self) -> models.QuerySet[Person]:
        """Everyone who sees the project, and the session it is about; but for who wrote it."""
        places = self.project.memberships.current().may("see_project")
        if self.session and self.session.members_only:
            places = places.among_members()
        return Person.objects.filter(pk__in=places.values("person"), is_active=True).exclude(pk=self.written_by_id)

    @property
    def leavers(self) -> models.QuerySet[Person]:
        """People who have left the project, whom we can still reach, and who did not say no to it."""
        left = Membership.objects.filter(project=self.project_id, left_on__isnull=False).may("see_project")
        left = left.exclude(stay_in_touch=False)
        if self.session and self.session.members_only:
            left = left.among_members()
        here = self.project.memberships.current()
        people = Person.objects.filter(pk__in=left.values("person"), is_active=True)
        return people.exclude(pk__in=here.values("person")).exclude(pk=self.written_by_id)
