"""A name that somebody typed into words can be covered: in the words, and in what we sent about them."""

import re
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from feedback.models import Feedback
from feedback.models.forget import cover_in_messages
from participants.models import Event, Person

COVER = "(a name)"
OF_PIECE = ("problem", "better", "not_asked", "with_others", "source")
OF_REPLY = ("how", "why", "giver_words", "came_of_it")


@transaction.atomic
def cover_name(said: Feedback, name: str, by: Person, as_at: datetime) -> bool:
    """Put "(a name)" wherever this name stands. False, and nothing changes, where it stands nowhere.

    The name is kept nowhere: the line in the list of events says only that one was covered.
    """
    pattern, title = as_a_word(name), said.title
    changed = cover(said, OF_PIECE, pattern)
    for reply in said.replies.all():
        if in_reply := cover(reply, OF_REPLY, pattern):
            reply.save(update_fields=in_reply)
            changed += in_reply
    if not changed:
        return False
    said.covered_on = timezone.localdate(as_at)
    said.save(update_fields=[*OF_PIECE, "covered_on", "words"])
    cover_in_messages(said, pattern, COVER, title)
    Event.note(Event.Kind.NAME_COVERED, by, f"feedback:{said.pk}", said.project_id, as_at)
    return True


def as_a_word(name: str) -> re.Pattern[str]:
    """The name where it stands by itself, in capitals or not, also over two lines: Al, but not the al of also."""
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def cover(row: object, names: tuple[str, ...], pattern: re.Pattern[str]) -> list[str]:
    """The fields of this row in which it stood."""
    changed = [name for name in names if pattern.search(getattr(row, name))]
    for name in changed:
        setattr(row, name, pattern.sub(COVER, getattr(row, name)))
    return changed
