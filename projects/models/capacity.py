"""The kind of experience people bring, chosen by them for the occasion."""

from django.db import models


class Capacity(models.TextChoices):
    """The kind of experience someone brings, chosen by them for the occasion (TE-EQ1)."""

    LIVED = "lived", "Lived experience"
    PERSONAL = "personal", "Personal experience"
    TRAINED = "trained", "Trained"
    PROFESSIONAL = "professional", "Professional"

    def counted(self, number: int) -> str:
        """How many people in words: "5 with lived experience", "1 professional"."""
        words = {
            "lived": "with lived experience",
            "personal": "with personal experience",
            "trained": "with training",
            "professional": "professional" if number == 1 else "professionals",
        }[self.value]
        return f"{number} {words}"
