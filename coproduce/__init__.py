"""Settings, urls, the queue and the operator's commands."""

from coproduce import later

__all__ = ["later"]
