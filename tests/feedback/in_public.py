"""Short ways to put something in public."""

from datetime import date

from care.models import Consent, How
from feedback.models import PublicLine, PublicPage
from feedback.models.public import digest_of
from tests.feedback.saying import said, told

SINCE = date(2026, 3, 20)


def switched_on(project, **more) -> PublicPage:
    """The page of the project, on."""
    words = {"slug": "waiting-room", "contact": "Riverside, 0117 496 0100", "on_since": SINCE}
    return PublicPage.objects.create(project=project, **(words | more))


def put(project, by, giver, words="People want a lighter door.", did="It opens by a button.", line=None, **more):
    """One piece that was said, answered, told, and put in public in other words."""
    answer = {name: more.pop(name) for name in ("outcome", "why", "how", "passed_to") if name in more}
    piece = said(project, giver, **({"problem": "The door hurts my wrists."} | more), public_words=words)
    told(piece, by, **answer)
    details = {"did": did, "published_on": SINCE, "of_words": digest_of(piece)} | (line or {})
    PublicLine.objects.create(feedback=piece, **details)
    return piece


def agreed(person, purpose, project, answer=True) -> None:
    Consent.give(person, purpose, answer, project=project, how=How.TICK, by=person, on=SINCE)
