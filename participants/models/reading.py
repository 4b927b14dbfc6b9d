"""How somebody wants to see our pages: size of text, colours, space."""

from dataclasses import dataclass
from typing import Self

from django.db import models


class Size(models.TextChoices):
    USUAL = "usual", "Usual"
    LARGE = "large", "Large"
    LARGEST = "largest", "Largest"


class Colours(models.TextChoices):
    DEVICE = "device", "As my device says"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"
    CONTRAST = "contrast", "Strong contrast"
    SOFT = "soft", "Soft"


@dataclass(frozen=True)
class Reading:
    """One way to see all pages. They come light, and dark where the device asks for it; others have a file each."""

    size: str = Size.USUAL
    colours: str = Colours.DEVICE
    wide: bool = False

    @classmethod
    def from_cookie(cls, kept: str) -> Self:
        """What was kept in this browser; whatever else stands there counts as the usual."""
        words = kept.split(".")
        size = next((word for word in words if word in Size.values), Size.USUAL)
        colours = next((word for word in words if word in Colours.values), Colours.DEVICE)
        return cls(size, colours, "wide" in words)

    @property
    def cookie(self) -> str:
        return ".".join([self.size, self.colours, *(["wide"] if self.wide else [])])

    @property
    def classes(self) -> str:
        """For the whole page; empty for the usual."""
        size, colours = self.size != Size.USUAL, self.colours != Colours.DEVICE
        return " ".join([self.size] * size + ["wide"] * self.wide + ["chosen"] * colours)

    @property
    def sheet(self) -> str:
        """The file with the colours, if they are not those that every page begins with. It counts never on paper."""
        return "" if self.colours in (Colours.DEVICE, Colours.LIGHT) else f"css/colours/{self.colours}.css"

    @property
    def words(self) -> str:
        """In one line: "Large. Dark. More space."."""
        space = "More space between lines" if self.wide else ""
        return ". ".join(filter(None, [f"{Size(self.size).label} text", Colours(self.colours).label, space])) + "."
