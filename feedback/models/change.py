"""What changed: how it was before, how it is now, how we know; and whether people have noticed."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from care.small_numbers import hide_small
from feedback.models.feedback import Feedback
from participants.folding import FoldedField
from participants.models import Person
from projects.models import Action, Decision, Membership, Paper, Project, Role


class Output(models.TextChoices):
    """What was made of it, so that others meet it too (L7)."""

    FILM = "film", "Film"
    ZINE = "zine", "Zine"
    POSTER = "poster", "Poster"
    TALK = "talk", "Talk"
    EASY_READ = "easy_read", "Easy Read"
    SHOW = "show", "Exhibition or play"
    SOUND = "sound", "Song or podcast"
    OTHER = "other", "Something else"


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, person: Person) -> "ChangeQuerySet":
        """What changed in the projects the person sees: everybody there reads all of it."""
        return self.filter(project__in=Project.objects.visible_to(person).values("pk"))

    def to_ask(self, person: Person) -> "ChangeQuerySet":
        """What this member has not been asked about yet, the newest first."""
        own = Membership.objects.current().filter(person=person.pk, role=Role.MEMBER)
        asked = Noticed.objects.filter(person=person.pk).values("change")
        rows = self.filter(project__in=own.values("project"), project__closed_on=None).exclude(pk__in=asked)
        return rows.order_by("-since", "-recorded_at")


class Change(models.Model):
    """Something is different now. Its words may be mended: the old ones stay in its history (CF-SU3, TE-AC1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="changes")
    before = models.TextField("how it was before", max_length=600, blank=True)
    after = models.TextField("how it is now", max_length=600)
    since = models.DateField("since when")
    unintended = models.BooleanField("nobody planned it", default=False)
    evidence = models.TextField("how we know", max_length=600, blank=True)
    link = models.URLField(max_length=300, blank=True)
    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, blank=True, related_name="changes")
    output = models.CharField("what was made", max_length=9, choices=Output, blank=True)
    made_by = models.CharField("who made it", max_length=160, blank=True)
    presented_by = models.CharField("who presented it", max_length=160, blank=True)
    shown_where = models.CharField("where it could be seen", max_length=160, blank=True)
    easy_words = models.TextField("in easy words", max_length=600, blank=True)
    easy_checked_by = models.CharField("who checked the easy words", max_length=80, blank=True)
    easy_checked_on = models.DateField(null=True, blank=True)
    feedback = models.ManyToManyField(Feedback, blank=True, related_name="changes")
    decisions = models.ManyToManyField(Decision, blank=True, related_name="changes")
    actions = models.ManyToManyField(Action, blank=True, related_name="changes")
    told_on = models.DateField("the first person was told on", null=True, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("before", "after", "evidence", "easy_words")

    objects = ChangeQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["words", "told_on"], history_change_reason_field=models.CharField(max_length=300, null=True)
    )

    class Meta:
        ordering = ["-since", "-recorded_at"]
        indexes = [models.Index(fields=["project", "-since"], name="changes_newest")]
        constraints = [models.CheckConstraint(condition=~Q(after=""), name="a_change_says_how_it_is_now")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """How it is now: the first line, or its first sentence; at most 80 characters."""
        words = self.after.strip().split("\n")[0]
        sentence = words.split(". ")[0] + "."
        if len(words) > 80 and len(sentence) <= 80:
            return sentence
        return words if len(words) <= 80 else words[:77].rsplit(" ", 1)[0] + "…"

    @property
    def rest(self) -> str:
        """What follows the title; all of it where the title had to be cut in a sentence."""
        return self.after.strip().removeprefix(self.title).strip()

    def get_absolute_url(self) -> str:
        return reverse("change", args=[self.project_id, self.pk])

    def keep(self, by: Person, why: str = "") -> "Change":
        """Save, with who did it and why in its history."""
        self._history_user, self._change_reason = by, why
        self.save()
        return self


class Noticing(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNSURE = "unsure", "I am not sure"

    @property
    def said(self) -> str:
        """What people did who answered so: "6 people have noticed it"."""
        return {"yes": "noticed it", "no": "did not notice it", "unsure": "are not sure"}[self.value]


class NoticedQuerySet(models.QuerySet["Noticed"]):
    def figures(self) -> dict[str, int | None]:
        """How many gave each answer that anybody gave; None for what is hidden, so that nobody can be picked out."""
        rows = self.order_by().values_list("answer").annotate(models.Count("pk"))
        given = dict(rows)
        return hide_small({answer.value: given[answer] for answer in Noticing if answer in given})


class Noticed(models.Model):
    """What one member said when asked: have you noticed? Once each; only the figures are shown (TE-AC1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    change = models.ForeignKey(Change, models.CASCADE, related_name="noticed")
    person = models.ForeignKey(Person, models.PROTECT, related_name="noticed")
    answer = models.CharField(max_length=6, choices=Noticing)
    line = models.CharField("what they noticed", max_length=300, blank=True)
    on = models.DateField()

    objects = NoticedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "noticed"
        constraints = [models.UniqueConstraint(fields=["change", "person"], name="a_member_is_asked_once")]

    def __str__(self) -> str:
        return Noticing(self.answer).label
