"""The messages of this app: one module a subject. Each registers its kinds when it is imported."""

from care.kinds import needs, talk

__all__ = ["needs", "talk"]
