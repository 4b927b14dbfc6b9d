"""What a need can be about, and the usual ones of each kind: in clear, so that a session can be planned."""

from django.db import models


class NeedKind(models.TextChoices):
    """The four of the standard come first, then what a meeting asks of people."""

    CONTACT = "contact", "Being reached"
    FORMAT = "format", "How things are written"
    PROFESSIONAL = "professional", "Interpreter or advocate"
    SUPPORT = "support", "Hearing, speaking, following"
    PHYSICAL = "physical", "Getting in and moving about"
    SENSORY = "sensory", "Light, sound and smell"
    BREAKS = "breaks", "Breaks and time"
    SUPPORTER = "supporter", "A supporter"
    CARING = "caring", "Caring for somebody"
    TRAVEL = "travel", "Getting there and home"
    FOOD = "food", "Food and drink"
    KIT = "kit", "Phone, tablet, data"
    TOPICS = "topics", "Topics to avoid"

    @property
    def codes(self) -> list[tuple[str, str]]:
        """The usual ones of this kind; none where only their own words say it."""
        return CODES.get(self.value, [])

    @property
    def example(self) -> str:
        return EXAMPLES[self.value]


CODES: dict[str, list[tuple[str, str]]] = {
    NeedKind.CONTACT: [("text", "A text, not a call"), ("relay", "Relay UK"), ("via", "Through somebody I trust")],
    NeedKind.FORMAT: [
        ("large", "Large print"),
        ("easy_read", "Easy Read"),
        ("audio", "Read aloud"),
        ("braille", "Braille"),
        ("screen_reader", "A file for a screen reader"),
        ("bsl_film", "A film in British Sign Language"),
        ("translated", "Another language"),
    ],
    NeedKind.PROFESSIONAL: [
        ("bsl", "British Sign Language interpreter"),
        ("lipspeaker", "Lipspeaker"),
        ("deafblind", "Deafblind interpreter"),
        ("speech_to_text", "Speech to text"),
        ("note_taker", "Note taker"),
        ("language", "Interpreter for another language"),
        ("advocate", "Advocate"),
    ],
    NeedKind.SUPPORT: [
        ("loop", "Hearing loop"),
        ("lipreading", "To see your lips"),
        ("aid", "Time for a communication aid"),
        ("pace", "One at a time, and slowly"),
    ],
    NeedKind.TRAVEL: [("taxi", "Taxi"), ("lift", "A lift"), ("parking", "Parking near the door"), ("fare", "The fare")],
    NeedKind.KIT: [("device", "A phone or tablet"), ("data", "Data for it"), ("help", "Help to join online")],
}
EXAMPLES: dict[str, str] = {
    NeedKind.CONTACT: "Text me after 10. My daughter reads my post to me.",
    NeedKind.FORMAT: "18 point, black on yellow paper, a week before.",
    NeedKind.PROFESSIONAL: "Polish. The same interpreter each time, if you can.",
    NeedKind.SUPPORT: "I sit where I can see everyone who speaks.",
    NeedKind.PHYSICAL: "No steps. A chair with arms, near the door.",
    NeedKind.SENSORY: "No strip lights. A quiet room to go to.",
    NeedKind.BREAKS: "A break every 40 minutes. Not before 11.",
    NeedKind.SUPPORTER: "My sister comes along and sits beside me.",
    NeedKind.CARING: "I must leave at 3 to fetch my son.",
    NeedKind.TRAVEL: "A taxi home after dark, paid before.",
    NeedKind.FOOD: "Halal food. Something to eat at 12.",
    NeedKind.KIT: "A tablet to borrow, with data on it.",
    NeedKind.TOPICS: "Please tell me first if you talk about hospital.",
}
LABELS = dict(code for codes in CODES.values() for code in codes)
