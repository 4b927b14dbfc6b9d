"""What stands in public, as RSS."""

import re
from datetime import date, datetime, time
from functools import partial
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed

from feedback.public import Public

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # some programs copy them along with words


def feed_of(stands: Public) -> str:
    """Every line, decision and piece of news that the page shows, the newest first."""
    page, plain = stands.page, partial(NOT_IN_XML.sub, " ")
    address = urljoin(settings.SITE_URL, page.get_absolute_url())
    feed = Rss201rev2Feed(
        title=plain(f"You said, we did: {page.project.title}"),
        link=address,
        description=plain(page.project.purpose),
        language="en-GB",
        feed_url=f"{address}/feed",
    )
    for on, title, words, key in sorted(items(stands), key=lambda item: (item[0], item[3]), reverse=True):
        feed.add_item(
            *(plain(title), address, plain(words)),
            pubdate=noon(on),
            unique_id=f"{address}#{key}",
            unique_id_is_permalink=False,
        )
    return feed.writeString("utf-8")


def items(stands: Public) -> list[tuple[date, str, str, str]]:
    """Day, title, words and key of each."""
    found = []
    for heading, lines in stands.said:
        for line in lines:
            words = f"{heading}: {line.did}"
            found.append((line.published_on or date.min, line.feedback.public_words, words, f"said-{line.pk}"))
    for change in stands.changes:
        found.append((change.since, f"What changed: {change.title}", change.after, f"change-{change.pk}"))
    for one in stands.decisions:
        words = f"{one.decided} Why: {one.reason}"
        found.append((one.final_on or one.made_on, f"Decision: {one.question}", words, f"decision-{one.pk}"))
    for news in stands.news:
        parts = [news.easy_words, news.progress, *(f"{heading}: {words}" for heading, words in news.parts)]
        found.append((news.told_on or date.min, "News", "\n\n".join(filter(None, parts)), f"news-{news.pk}"))
    return found


def noon(on: date) -> datetime:
    """A feed has hours, and we keep days."""
    return timezone.make_aware(datetime.combine(on, time(12)))
