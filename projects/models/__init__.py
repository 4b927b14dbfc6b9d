from projects.models.action import Action
from projects.models.agenda import AgendaItem, ItemKind, Origin
from projects.models.agreement import Agreement, AgreementKind, Assent
from projects.models.attendance import Attendance, Channel, Coming, Part
from projects.models.capacity import Capacity
from projects.models.decision import Basis, Decision, HowDecided, WhoseNeed
from projects.models.decision_maker import DecisionMaker
from projects.models.follow import Follow, Says
from projects.models.invitation import Invitation
from projects.models.membership import Membership, Role
from projects.models.method import Method
from projects.models.notebook import Entry, EntryKind
from projects.models.organisation import Organisation
from projects.models.paper import Audience, Paper, PaperFormat, PaperKind
from projects.models.project import Boundary, CoProduces, Level, Openness, Project, ProjectKind
from projects.models.safeguarding import Safeguarding
from projects.models.session import PlaceKind, PlanKept, Session, SessionKind, VenueFact
from projects.models.stage import Enough, Needed, Readiness, Stage, StageKind
from projects.models.step import Step
from projects.models.way_in import WayIn

__all__ = [
    "Action",
    "AgendaItem",
    "Agreement",
    "AgreementKind",
    "Assent",
    "Attendance",
    "Audience",
    "Basis",
    "Boundary",
    "Capacity",
    "Channel",
    "CoProduces",
    "Coming",
    "Decision",
    "DecisionMaker",
    "Enough",
    "Entry",
    "EntryKind",
    "Follow",
    "HowDecided",
    "Invitation",
    "ItemKind",
    "Level",
    "Membership",
    "Method",
    "Needed",
    "Openness",
    "Organisation",
    "Origin",
    "Paper",
    "PaperFormat",
    "PaperKind",
    "Part",
    "PlaceKind",
    "PlanKept",
    "Project",
    "ProjectKind",
    "Readiness",
    "Role",
    "Safeguarding",
    "Says",
    "Session",
    "SessionKind",
    "Stage",
    "StageKind",
    "Step",
    "VenueFact",
    "WayIn",
    "WhoseNeed",
]
