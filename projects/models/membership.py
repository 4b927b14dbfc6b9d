"""Who may see and do what: the table of roles, and memberships."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from participants.models import Person
from participants.prepared import prepared, totals

if TYPE_CHECKING:
    from projects.models.project import Project

EVERYONE = frozenset({"see_project", "see_decisions", "see_reviews", "see_plan", "see_sessions"})
# "map_people": read who speaks for whom, write down what somebody said of it, look who is missing
# "shape": bring subjects, steps, questions, wordings; say what one agrees to; come to sessions; do what one took on
TAKING_PART = EVERYONE | {"say", "see_ideas", "answer_checklist", "see_views", "shape", "see_notes"}


class Role(models.TextChoices):
    """What a person may do in a project. `spec`: the list of roles in the model; this table is its only copy."""

    FACILITATOR = "facilitator", "Facilitator"
    MEMBER = "member", "Member"
    PROFESSIONAL = "professional", "Professional"
    MANAGER = "manager", "Manager"
    SAFEGUARDING = "safeguarding", "Safeguarding lead"

    @property
    def actions(self) -> frozenset[str]:
        return ACTIONS[self]

    def may(self, action: str) -> bool:
        return action in ACTIONS[self]

    @property
    def among_members(self) -> bool:
        """It opens what is for members only: their own role, and that of who plans the sessions."""
        return self == Role.MEMBER or self.may("plan_sessions")

    @property
    def side(self) -> str:
        """Members or staff, for the two views of a checklist."""
        return "members" if self == Role.MEMBER else "staff"


ACTIONS: dict[str, frozenset[str]] = {
    Role.FACILITATOR: TAKING_PART
    | {
        "edit_project",
        "invite",
        "map_people",
        "answer_feedback",
        "import_feedback",
        "record_decision",
        "plan_sessions",
        "see_staff_papers",
        "run_checklist",
        "make_review",
        "see_messages",
        "look_after",
        "see_organisation",
        "run_organisation",
        "offer_returns",
        "approve_returns",
    },
    Role.MEMBER: TAKING_PART,
    Role.PROFESSIONAL: TAKING_PART | {"see_staff_papers"},
    Role.MANAGER: EVERYONE
    | {
        "see_ideas",
        "see_views",
        "make_review",
        "give_reasons",
        "see_staff_papers",
        "see_organisation",
        "approve_returns",
    },
    Role.SAFEGUARDING: frozenset({"read_concerns"}),
}


# What ends when a project closes. What was promised before can still be kept: answered, decided, told.
NEW = frozenset(
    {
        "say",
        "shape",
        "plan_sessions",
        "invite",
        "map_people",
        "import_feedback",
        "run_checklist",
        "answer_checklist",
    },
)


@prepared
def sides(project: uuid.UUID, organisation: uuid.UUID) -> models.QuerySet["Membership", dict[str, Any]]:
    """Each person once; the contact is the project's own."""
    side = {"members": [Role.MEMBER], "staff": [Role.FACILITATOR, Role.PROFESSIONAL, Role.MANAGER]}
    here = models.Q(named_contact=True, project=project)
    return totals(
        Membership.objects.current().reaching(project, organisation),
        **{name: models.Count("person", distinct=True, filter=Q(role__in=roles)) for name, roles in side.items()},
        **{name: models.Max(f"person__{name}", filter=here) for name in ("name", "phone")},
    )


@prepared
def contacts_of(project: uuid.UUID) -> models.QuerySet[Person]:
    """The person members can ring; no more than one."""
    here = {"memberships__project": project, "memberships__named_contact": True, "memberships__left_on": None}
    return Person.objects.filter(**here).order_by("memberships__pk")[:1]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        """Memberships that have not ended."""
        return self.filter(left_on=None)

    def of(self, project: "Project") -> "MembershipQuerySet":
        """Memberships that reach this project: its own, and those of the whole organisation."""
        return self.reaching(project.pk, project.organisation_id)

    def reaching(self, project: object, organisation: object) -> "MembershipQuerySet":
        """The same, for the keys of a project or for references to them in an outer query."""
        return self.filter(Q(project=project) | Q(project=None, organisation=organisation))

    def roles_first(self) -> "models.QuerySet[Membership, str]":
        """Roles that see the project: a place in the project wins over one in the organisation."""
        places = self.current().may("see_project").order_by(models.F("project").asc(nulls_last=True))
        return places.values_list("role", flat=True)

    def may(self, action: str) -> "MembershipQuerySet":
        """Memberships whose role has this action."""
        return self.filter(role__in=[role for role in Role if role.may(action)])

    def among_members(self) -> "MembershipQuerySet":
        """Places that open what is for members only."""
        return self.filter(role__in=[role for role in Role if role.among_members])

    def whole(self, person: Person) -> "MembershipQuerySet":
        """A person's current place in a whole organisation: a place in one project opens none of its pages."""
        return self.current().filter(person=person.pk, project=None).select_related("organisation")

    def staff(self) -> "MembershipQuerySet":
        """Places of people who are here for their work."""
        return self.exclude(role=Role.MEMBER)

    def sides_and_contact(self, project: "Project") -> dict[str, Any]:
        """How many members and how many staff a project has, each person once; what we call the person to talk to,
        and their phone. One query."""
        [found] = sides(project=project.pk, organisation=project.organisation_id)
        return found | {"name": Person(name=found["name"] or "").first_name}

    def who_run(self, project: "Project") -> list[Person]:
        """The project's facilitators; those of the whole organisation only where it has none of its own."""
        places = list(self.current().of(project).may("answer_feedback").select_related("person"))
        own = [place.person for place in places if place.project_id]
        return own or [place.person for place in places]

    def facilitate(self, project: "Project", person: Person) -> "Membership":
        """Make this person the project's facilitator and named contact, from today."""
        return self.create(
            organisation=project.organisation,
            project=project,
            person=person,
            role=Role.FACILITATOR,
            named_contact=True,
            joined_on=timezone.localdate(),
        )


class Membership(models.Model):
    """A person's place in a project, or (without a project) in the whole organisation. It is the access control."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("projects.Organisation", models.PROTECT, related_name="memberships")
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    named_contact = models.BooleanField("members ring this person", default=False)
    joined_on = models.DateField()
    agreed_on = models.DateField("said yes to what it is", null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    why_left = models.TextField("why they left, in their own words", max_length=600, blank=True)
    stay_in_touch = models.BooleanField(null=True, blank=True, help_text="After they left. Empty: not recorded.")
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "project"], condition=Q(left_on=None), name="one_current_place_in_a_project"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(left_on=None, project=None),
                name="one_current_place_in_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=False) | Q(why_left="", stay_in_touch=None),
                name="only_who_left_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {Role(self.role).label}"

    def end(self, on: datetime) -> None:
        """Close this place; the person keeps their own record and sees nothing else."""
        self.left_on = timezone.localdate(on)
        self.named_contact = False
        self.save(update_fields=["left_on", "named_contact", "why_left", "stay_in_touch"])

    @property
    def runs_alone(self) -> bool:
        """True for the only facilitator of a project that goes on; those of the whole organisation count."""
        if self.role != Role.FACILITATOR or not self.project or self.project.closed_on:
            return False
        alike = Membership.objects.current().of(self.project).filter(role=Role.FACILITATOR)
        return not alike.exclude(person=self.person_id).exists()

    @transaction.atomic
    def leave(self, on: datetime, why: str = "", stay_in_touch: bool | None = None) -> bool:
        """The person goes, by their own choice. False, and nothing changes, for who would leave nobody to run it."""
        here = Membership.objects.current().filter(project=self.project_id, role=Role.FACILITATOR)
        list(here.order_by("pk").select_for_update())  # two do not leave at once
        if self.runs_alone:
            return False
        self.why_left, self.stay_in_touch = why, stay_in_touch
        self.end(on)
        return True
