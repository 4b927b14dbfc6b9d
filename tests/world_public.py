"""News, and what stands in public."""

from care.models import Consent, Purpose
from feedback.models import News, PublicLine, PublicPage, Says
from feedback.models.public import digest_of
from tests.feedback.saying import said, told
from tests.principles.answering import MARCH


def add_public(world, add) -> None:
    """A page that is on, with one line; and words for it that nobody may read there yet."""
    here, fay, lena = world.here, world.people["facilitator"], world.people["member"]
    first = {"project": here, "written_by": fay, "told_on": MARCH}
    add(world, "told_news", News.objects.create(**first, progress="The chairs are here.", blocks="None."))
    News.objects.create(**first, progress="The clock is mended.", in_public=True)
    page = PublicPage.objects.create(
        project=here, slug="waiting-room", on_since=MARCH, contact="Riverside Community Trust, 0117 496 0100"
    )
    world.things["slug"] = (None, {"slug": page.slug})
    add(world, "lined", put(here, fay, lena, "People asked for a lower sign.", "The sign hangs lower now."))
    Consent.give(lena, Purpose.QUOTE, True, project=here, how="tick", by=lena, on=MARCH)
    put(here, fay, lena, "Candytuft: I sit on the floor.", "There are more chairs.", own_words=True, asked_on=MARCH)
    refused = put(here, fay, lena, "Thornapple: the floor is wet.", "It is dry now.")
    refused.public_line.hear(Says.NO, "", MARCH)


def put(project, by, giver, words, did, **more):
    """One piece that was told, and its line in public."""
    piece = said(project, giver, words + " Said aloud.", public_words=words)
    told(piece, by)
    PublicLine.objects.create(feedback=piece, did=did, published_on=MARCH, of_words=digest_of(piece), **more)
    return piece
