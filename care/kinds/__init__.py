"""The messages of this app: one module a subject. Each registers its kinds when it is imported."""

from care.kinds import concern, participation, reward, talk

__all__ = ["concern", "participation", "reward", "talk"]
