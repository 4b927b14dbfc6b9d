"""One module for each concept; everything is imported from here."""

from care.models.adjustment import Adjustment, Met
from care.models.care import Care, CareKind
from care.models.need import MayKnow, Need
from care.models.need_kind import NeedKind
from care.models.needs_ask import NeedsAsk, Outcome

__all__ = ["Adjustment", "Care", "CareKind", "MayKnow", "Met", "Need", "NeedKind", "NeedsAsk", "Outcome"]
