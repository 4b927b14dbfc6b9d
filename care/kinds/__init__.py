"""The messages of this app: one module a subject. Each registers its kinds when it is imported."""

from care.kinds import reward, talk

__all__ = ["reward", "talk"]
