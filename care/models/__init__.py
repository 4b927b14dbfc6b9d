"""One module for each concept; everything is imported from here."""

from care.models.care import Care, CareKind
from care.models.concern import Concern, can_sign_in, leads_of
from care.models.consent import Consent, How, Purpose

__all__ = ["Care", "CareKind", "Concern", "Consent", "How", "Purpose", "can_sign_in", "leads_of"]
