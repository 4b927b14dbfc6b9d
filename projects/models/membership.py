"""Who may see and do what: the table of roles, memberships and invitations."""

import hashlib
import hmac
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from participants.models import Person

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

    def sides(self) -> dict[str, int]:
        """How many members and how many staff, each person once."""
        seats = models.Count("person", distinct=True, filter=Q(role=Role.MEMBER))
        staff = models.Count(
            "person", distinct=True, filter=Q(role__in=[Role.FACILITATOR, Role.PROFESSIONAL, Role.MANAGER])
        )
        return self.aggregate(members=seats, staff=staff)

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
    left_on = models.DateField(null=True, blank=True)
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
        ]

    def __str__(self) -> str:
        return f"{self.person}, {Role(self.role).label}"

    def end(self, on: datetime) -> None:
        """Close this place; the person keeps their own record and sees nothing else."""
        self.left_on = timezone.localdate(on)
        self.named_contact = False
        self.save(update_fields=["left_on", "named_contact"])


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Neither used nor replaced; they may have run out."""
        return self.filter(accepted_at=None, voided_at=None)


class Invitation(models.Model):
    """One link, one person, one use, 14 days. The token is derived, so the database holds no key to the door."""

    LASTS = timedelta(days=14)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("projects.Organisation", models.PROTECT, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    name = models.CharField("the name they were asked by", max_length=80, blank=True)
    role = models.CharField(max_length=12, choices=Role)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.person}, {Role(self.role).label}"

    @property
    def token(self) -> str:
        """64 characters that only this server can make from the id."""
        return hmac.new(settings.SECRET_KEY.encode(), f"invitation {self.id}".encode(), hashlib.sha256).hexdigest()

    @property
    def link(self) -> str:
        return urljoin(settings.SITE_URL, reverse("join", args=[self.id, self.token]))

    @property
    def asked_as(self) -> str:
        """The name the inviter knows: whoever invites an address must not learn from us whose it is."""
        return self.name or self.person.name

    def fits(self, token: str) -> bool:
        return hmac.compare_digest(self.token, token)

    @property
    def expires_at(self) -> datetime:
        return self.made_at + self.LASTS

    def why_not(self, as_at: datetime) -> str:
        """Why this link no longer opens: "used", "replaced", "expired"; empty when it does."""
        if self.accepted_at:
            return "used"
        if self.voided_at:
            return "replaced"
        return "expired" if as_at >= self.expires_at else ""

    def latest(self) -> "Invitation":
        """The newest invitation of this person to this place; this one unless it was replaced."""
        same = Invitation.objects.filter(
            organisation=self.organisation_id, project=self.project_id, person=self.person_id
        )
        return same.latest("made_at")

    def accept(self, as_at: datetime) -> Membership:
        """The membership this makes, or the one the person already has there. One use."""
        self.accepted_at = as_at
        self.save(update_fields=["accepted_at"])
        membership, _ = Membership.objects.current().get_or_create(
            organisation=self.organisation,
            project=self.project,
            person=self.person,
            defaults={"role": self.role, "joined_on": timezone.localdate(as_at), "invited_by": self.invited_by},
        )
        return membership

    def again(self, by: Person | None, as_at: datetime) -> "Invitation":
        """A new link; the old one stops working."""
        self.voided_at = as_at
        self.save(update_fields=["voided_at"])
        return Invitation.objects.create(
            organisation=self.organisation,
            project=self.project,
            person=self.person,
            name=self.name,
            role=self.role,
            invited_by=by,
            made_at=as_at,
        )
