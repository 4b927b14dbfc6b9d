"""News, and what stands in public."""

from feedback.models import News
from tests.principles.answering import MARCH


def add_public(world, add) -> None:
    add_news(world, add)


def add_news(world, add) -> None:
    fay = world.people["facilitator"]
    told = News.objects.create(
        project=world.here, written_by=fay, told_on=MARCH, progress="The chairs are here.", blocks="None."
    )
    add(world, "told_news", told)
