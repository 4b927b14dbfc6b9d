"""One module for each concept; everything is imported from here."""

from care.models.adjustment import Adjustment, Met
from care.models.budget import BudgetFor, BudgetLine
from care.models.care import Care, CareKind
from care.models.concern import Concern, can_sign_in, leads_of
from care.models.consent import Consent, How, Purpose
from care.models.group import Ally, Basis, Group, GroupKind, Represents, Wanted
from care.models.monitoring import RATHER_NOT, Monitoring, Question
from care.models.need import MayKnow, Need
from care.models.need_kind import NeedKind
from care.models.needs_ask import NeedsAsk, Outcome
from care.models.participation import ParticipationReview
from care.models.rate import Form, ForWhat, Rate, Unit
from care.models.reward import Choice, Return

__all__ = [
    "RATHER_NOT",
    "Adjustment",
    "Ally",
    "Basis",
    "BudgetFor",
    "BudgetLine",
    "Care",
    "CareKind",
    "Choice",
    "Concern",
    "Consent",
    "ForWhat",
    "Form",
    "Group",
    "GroupKind",
    "How",
    "MayKnow",
    "Met",
    "Monitoring",
    "Need",
    "NeedKind",
    "NeedsAsk",
    "Outcome",
    "ParticipationReview",
    "Purpose",
    "Question",
    "Rate",
    "Represents",
    "Return",
    "Unit",
    "Wanted",
    "can_sign_in",
    "leads_of",
]
