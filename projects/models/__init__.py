from projects.models.decision import Capacity, Decision, DecisionMaker
from projects.models.membership import Invitation, Membership, Role
from projects.models.organisation import Organisation
from projects.models.project import Boundary, Level, Openness, Project
from projects.models.safeguarding import Safeguarding

__all__ = [
    "Boundary",
    "Capacity",
    "Decision",
    "DecisionMaker",
    "Invitation",
    "Level",
    "Membership",
    "Openness",
    "Organisation",
    "Project",
    "Role",
    "Safeguarding",
]
