"""Words that everybody can read. The app that shows them to everybody says here which may not be among them."""

from collections.abc import Callable

from projects.models import Decision, Project

Shown = Project | Decision
refusals: list[Callable[[Shown, list[str]], str]] = []


def refused(shown: Shown, texts: list[str]) -> str:
    """Why these new words of it may not stand, in a sentence; empty when they may."""
    return next(filter(None, (refusal(shown, texts) for refusal in refusals)), "")
