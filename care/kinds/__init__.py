"""The messages of this app: one module a subject. Each registers its kinds when it is imported."""

from care.kinds import participation, talk

__all__ = ["participation", "talk"]
