"""The messages of this app: one module a subject. Each registers its kinds when it is imported."""

from projects.kinds import invitation

__all__ = ["invitation"]
