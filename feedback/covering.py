"""A name that somebody typed into words can be covered: in the words, and in what we sent about them."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Model
from django.utils import timezone

from feedback.models import Feedback, PublicLine
from feedback.models.forget import cover_in_messages
from participants.models import Event, Person
from projects.models import Entry

COVER = "(a name)"
OF_PIECE = ("problem", "better", "not_asked", "group", "source", "with_others", "partners", "must_hear", "public_words")
OF_REPLY = ("how", "why", "giver_words", "passed_to", "carried_to", "came_of_it", "in_words_of")
OF_LINE = ("did",)
ON_WALL = ("line", "more", "come_from", "how")


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
    for line in PublicLine.objects.filter(feedback=said):
        if in_line := cover(line, OF_LINE, pattern):
            line.save(update_fields=in_line)
            changed += in_line
    if said.on_wall:
        changed += cover_on_wall(said.on_wall, pattern)
    if not changed:
        return False
    said.covered_on = timezone.localdate(as_at)
    said.save(update_fields=[*OF_PIECE, "covered_on", "words"])
    cover_in_messages(said, pattern, COVER, title)
    Event.note(Event.Kind.NAME_COVERED, by, f"feedback:{said.pk}", said.project_id, as_at)
    return True


def cover_on_wall(entry: Entry, pattern: re.Pattern[str]) -> list[str]:
    """The question that came of it, as it reads now and as it read before."""
    changed = cover(entry, ON_WALL, pattern)
    if changed:
        entry.save_without_historical_record()  # type: ignore[attr-defined]
    for row in entry.history.all():
        if in_row := cover(row, ON_WALL, pattern):
            row.save(update_fields=in_row)
            changed += in_row
    return changed


def as_a_word(name: str) -> re.Pattern[str]:
    """The name where it stands by itself, in capitals or not, also over two lines: Al, but not the al of also."""
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def cover(row: Model, names: tuple[str, ...], pattern: re.Pattern[str]) -> list[str]:
    """The fields of this row in which it stood. A short name makes way for more letters: what is too long is cut."""
    changed = [name for name in names if pattern.search(getattr(row, name))]
    for name in changed:
        field = row._meta.get_field(name)
        most = field.max_length if isinstance(field, CharField) else None
        setattr(row, name, pattern.sub(COVER, getattr(row, name))[:most])
    return changed
