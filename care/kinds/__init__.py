"""The messages of this app: one module a subject. Each registers its kinds when it is imported."""

from care.kinds import participation, reward, talk

__all__ = ["participation", "reward", "talk"]
