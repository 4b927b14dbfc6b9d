"""One module for each concept; everything is imported from here."""

from care.models.care import Care, CareKind

__all__ = ["Care", "CareKind"]
