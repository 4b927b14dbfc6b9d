"""The messages of this app: one module a subject. Each registers its kinds when it is imported."""

from care.kinds import concern, needs, participation, reward, talk

__all__ = ["concern", "needs", "participation", "reward", "talk"]
