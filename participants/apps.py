from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from participants.forms.plain import speak_plainly


class ParticipantsConfig(AppConfig):
    """Who people are, what they need, how we reach them."""

    name = "participants"

    def ready(self) -> None:
        """Find each app's message kinds, so that the outbox never imports an app to its right; give forms our words."""
        speak_plainly()
        autodiscover_modules("kinds")
