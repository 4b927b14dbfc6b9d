"""The messages of this app: one module a subject. Each registers its kinds when it is imported."""

from projects.kinds import agenda, agreement, decision, invitation, paper, session

__all__ = ["agenda", "agreement", "decision", "invitation", "paper", "session"]
