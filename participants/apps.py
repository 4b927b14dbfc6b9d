from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from participants.forms.plain import speak_plainly


class ParticipantsConfig(AppConfig):
    """Who people are, what they need, how we reach them."""

    name = "participants"

    def ready(self) -> None:
        """Find each app's message kinds, and who prints letters: the outbox never imports an app to its right.

        And give forms our words.
        """
        speak_plainly()
        autodiscover_modules("kinds", "press")
