from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ParticipantsConfig(AppConfig):
    """Who people are, what they need, how we reach them."""

    name = "participants"

    def ready(self) -> None:
        """Find each app's message kinds, so that the outbox never imports an app to its right."""
        autodiscover_modules("kinds")
