"""What we tell everybody: how it goes, what is in the way, what is next."""

import uuid

from django.db import models

from participants.folding import FoldedField
from participants.models import Person
from projects.models import Membership, Project, Session


class NewsQuerySet(models.QuerySet["News"]):
    def visible_to(self, person: Person) -> "NewsQuerySet":
        """What was told in the projects the person sees; about members' own sessions only for who sees these."""
        return self.told().filter(
            models.Q(project__in=Project.objects.visible_to(person).values("pk"))
            & (models.Q(session=None) | models.Q(session__in=Session.objects.visible_to(person).values("pk")))
        )

    def seen_in(self, project: Project) -> "NewsQuerySet":
        """What `visible_to` shows of a project that was handed to this person, for less: their role is known."""
        here = self.told().filter(project=project)
        if project.role.among_members:
            return here
        seen = Session.objects.seen_in(project).values("pk")
        return here.filter(models.Q(session=None) | models.Q(session__in=seen))

    def told(self) -> "NewsQuerySet":
        return self.filter(told_on__isnull=False)


class News(models.Model):
    """One piece of news. Each part may be "none", which is news too (CF-RS3). Sent once, through the outbox."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="news")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="news")
    progress = models.TextField("what happened", max_length=2000, blank=True)
    blocks = models.TextField("what is in the way", max_length=1000, blank=True)
    next = models.TextField("what happens next", max_length=1000, blank=True)
    leavers_too = models.BooleanField("also to people who have left", default=False)
    last = models.BooleanField("the last news of the project", default=False)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("progress", "blocks", "next")

    objects = NewsQuerySet.as_manager()
    sent = waiting = 0  # how many have been told and how many not, where a page counted them

    class Meta:
        verbose_name_plural = "news"
        ordering = ["-told_on", "-recorded_at"]

    def __str__(self) -> str:
        return self.progress[:80]

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
