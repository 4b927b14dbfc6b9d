"""One module for each concept; everything is imported from here."""

from care.models.budget import BudgetFor, BudgetLine
from care.models.care import Care, CareKind
from care.models.rate import Form, ForWhat, Rate, Unit
from care.models.reward import Choice, Return

__all__ = ["BudgetFor", "BudgetLine", "Care", "CareKind", "Choice", "ForWhat", "Form", "Rate", "Return", "Unit"]
