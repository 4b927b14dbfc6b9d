"""One module for each concept; everything is imported from here."""

from care.models.care import Care, CareKind

__all__ = ["Care", "CareKind", "Concern", "can_sign_in", "leads_of"]
from care.models.concern import Concern, can_sign_in, leads_of

