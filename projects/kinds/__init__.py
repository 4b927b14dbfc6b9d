"""The messages of this app: one module a subject. Each registers its kinds when it is imported."""

from projects.kinds import agreement, invitation

__all__ = ["agreement", "invitation"]
