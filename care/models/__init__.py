"""One module for each concept; everything is imported from here."""

from care.models.care import Care, CareKind
from care.models.group import Ally, Basis, Group, GroupKind, Represents, Wanted
from care.models.monitoring import RATHER_NOT, Monitoring, Question
from care.models.participation import ParticipationReview

__all__ = [
    "RATHER_NOT",
    "Ally",
    "Basis",
    "Care",
    "CareKind",
    "Group",
    "GroupKind",
    "Monitoring",
    "ParticipationReview",
    "Question",
    "Represents",
    "Wanted",
]
