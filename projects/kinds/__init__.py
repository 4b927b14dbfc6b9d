"""The messages of this app: one module a subject. Each registers its kinds when it is imported."""

from projects.kinds import action, agenda, agreement, by_hand, decision, invitation, left, paper, phone, session

__all__ = ["action", "agenda", "agreement", "by_hand", "decision", "invitation", "left", "paper", "phone", "session"]
