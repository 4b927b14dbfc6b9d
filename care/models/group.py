"""Who is affected, how, and whether anybody here can speak for them."""

import uuid

from django.db import models
from django.db.models import Case, Count, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Lower
from simple_history.models import HistoricalRecords

from care.small_numbers import FEWEST
from participants.folding import FoldedField
from participants.models import Person
from participants.prepared import prepared, totals
from projects.models import Membership, Project


class GroupKind(models.TextChoices):
    """Involvement goes beyond professionals and those who use a service (TE-TH1)."""

    LIVED = "lived", "People who live with it"
    FAMILY = "family", "Families and carers"
    FRONTLINE = "frontline", "People who do the work"
    DECISION_MAKER = "decision", "People who decide"
    COMMUNITY = "community", "The wider community"
    OTHER = "other", "Somebody else"


class Wanted(models.TextChoices):
    """Should they be here? Empty: not recorded."""

    YES = "yes", "Yes"
    NO = "no", "Not now"


class Ally(models.TextChoices):
    """How far they are in our corner (L4). Empty: not recorded."""

    NONE = "none", "Not yet"
    KNOWS = "knows", "Knows of the work"
    SUPPORTS = "supports", "Supports it"
    OPENS = "opens", "Opens doors"


ALLIES = [Ally.KNOWS, Ally.SUPPORTS, Ally.OPENS]


@prepared
def counted(project: Project, organisation: uuid.UUID) -> models.QuerySet["Group", dict[str, int]]:
    here = Membership.objects.current().reaching(project, organisation).may("see_project").values("person")
    ties = Represents.objects.filter(group__project=project, person__in=here, person__is_active=True)
    missing = ~Q(pk__in=ties.values("group")) & ~Q(wanted=Wanted.NO)
    rows = Group.objects.standing().filter(project=project)
    return totals(rows, every=Count("pk"), missing=Count("pk", filter=missing))


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, person: Person) -> "GroupQuerySet":
        """Groups of the projects the person sees: the map is everybody's."""
        return self.filter(project__in=Project.objects.visible_to(person).values("pk"))

    def standing(self) -> "GroupQuerySet":
        """On the map now."""
        return self.filter(dropped_on=None)

    def with_people(self) -> "GroupQuerySet":
        """Each with how many `people` here can speak for it, and whether it `is_missing`; in the same query."""
        ties = Represents.objects.of_people_here().filter(group=OuterRef("pk")).order_by().values("group")
        people = Coalesce(Subquery(ties.annotate(many=Count("pk")).values("many")), 0)
        return self.annotate(people=people, is_missing=ExpressionWrapper(nobody_here(), models.BooleanField()))

    def missing(self) -> "GroupQuerySet":
        """Those with nobody here who can speak for them, A to Z."""
        return self.standing().filter(nobody_here()).order_by(Lower("name"), "pk")

    def counts_in(self, project: Project) -> dict[str, int]:
        """How many there are, and how many are `missing`; one query, short because the project is known."""
        [found] = counted(project=project, organisation=project.organisation_id)
        return found

    def in_page(self) -> "GroupQuerySet":
        """Those who are missing first, then kind by kind; A to Z."""
        turn = Case(*[When(kind=kind, then=place) for place, kind in enumerate(GroupKind)])
        return self.with_people().order_by(F("is_missing").desc(), turn, Lower("name"), "pk")


def nobody_here() -> Q:
    """Nobody who has a place here can speak for them, and nobody said that this is fine."""
    return ~Q(Exists(Represents.objects.of_people_here().filter(group=OuterRef("pk")))) & ~Q(wanted=Wanted.NO)


class Group(models.Model):
    """A group of people whose life the work touches (TE-IN1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="groups")
    name = models.CharField("who they are", max_length=80)
    kind = models.CharField(max_length=9, choices=GroupKind)
    how = models.CharField("how it touches them", max_length=300, blank=True)
    wanted = models.CharField("should they be here?", max_length=3, choices=Wanted, blank=True)
    barrier = models.CharField("what is in the way", max_length=300, blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    ally = models.CharField("are they in our corner?", max_length=8, choices=Ally, blank=True)
    last_contact_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    dropped_on = models.DateField(null=True, blank=True)
    dropped_why = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("name", "how", "barrier", "next_step")

    objects = GroupQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["words"])
    people: int  # on a group fetched `with_people`, as the next
    is_missing: bool

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "project", condition=Q(dropped_on=None), name="a_group_is_on_the_map_once"
            ),
            models.CheckConstraint(
                condition=Q(dropped_on=None) | ~Q(dropped_why=""), name="a_group_is_dropped_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_our_corner(self) -> bool:
        """They know of the work, support it or open doors."""
        return self.ally in ALLIES

    def here_now(self, exact: bool) -> str:
        """How many people here can speak for it, in words.

        Only facilitators are told how many. Everybody else reads "nobody yet", "some people", or the number from 5 on:
        in a small project a count of one or two beside what people live with says who they are. That there is somebody
        at all is said to everyone, because a map without it would be no use; whoever adds themselves is told so first.
        """
        if not self.people:
            return "Nobody yet" if self.is_missing else "Nobody. They need not be here now"
        if not exact and self.people < FEWEST:
            return "Some people speak for them"
        return "1 person speaks for them" if self.people == 1 else f"{self.people} people speak for them"


class Basis(models.TextChoices):
    """On what ground somebody can speak for a group (TE-IN2)."""

    THEMSELVES = "self", "I live it myself"
    CONNECTED = "connected", "I am close to people who live it"
    CHOSEN = "chosen", "The group chose me to speak for it"

    @property
    def of_them(self) -> str:
        """The same, said of somebody else."""
        return {
            "self": "They live it themselves",
            "connected": "They are close to people who live it",
            "chosen": "The group chose them to speak for it",
        }[self.value]


class RepresentsQuerySet(models.QuerySet["Represents"]):
    def of_people_here(self) -> "RepresentsQuerySet":
        """Ties of people who have a place in the project now."""
        places = Membership.objects.current().may("see_project").filter(person=OuterRef("person"))
        here = places.reaching(OuterRef("group__project"), OuterRef("group__project__organisation"))
        return self.filter(Exists(here), person__is_active=True)

    def of(self, person: Person, project: Project) -> "RepresentsQuerySet":
        """One person's own, on the map as it stands."""
        mine = self.filter(person=person.pk, group__project=project, group__dropped_on=None)
        return mine.select_related("group", "written_by").order_by(F("considered_on").desc(), "group__name")


class Represents(models.Model):
    """One person can speak for a group, and on what ground. Never implied: they said so (TE-IN2).

    It has no history: when somebody takes it back, nothing of it stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="represents")
    group = models.ForeignKey(Group, models.CASCADE, related_name="ties")
    basis = models.CharField(max_length=9, choices=Basis)
    note = models.CharField("what they can say, and what not", max_length=300, blank=True)
    considered_on = models.DateField("when they thought about it")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+", help_text="The person, or who they told.")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = RepresentsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "represents"
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="a_person_speaks_for_a_group_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.group}"

    @property
    def in_words(self) -> str:
        return Basis(self.basis).of_them
