"""What should we be asking? It stands among the questions of the notebook, once, as its giver is shown (TE-CR4)."""

from typing import TYPE_CHECKING, Any

from projects.models import Entry, EntryKind

if TYPE_CHECKING:
    from feedback.models.feedback import Feedback

LINE, MORE = 200, 300  # what a line of the notebook holds, and what stands under it


def put_on_wall(said: "Feedback") -> bool:
    """True when it stands there now and did not before. Its history names nobody whom the line does not name."""
    if not said.may_be_asked:
        return False
    line, more = in_two(said.not_asked)
    entry: Any = Entry(project=said.project, kind=EntryKind.QUESTION, line=line, more=more, on=said.received_on)
    if said.by_name:
        entry.brought_by = said.giver
    else:
        entry.come_from = said.others_see
    entry._history_user = entry.brought_by
    entry.save()
    said.on_wall = entry
    said.save(update_fields=["on_wall"])
    said.entries.add(entry)
    return True


def in_two(words: str) -> tuple[str, str]:
    """The line, and the rest where it is longer; what fits nowhere is read where it was said."""
    words = " ".join(words.split())
    if len(words) <= LINE:
        return words, ""
    line = words[: LINE - 1].rsplit(" ", 1)[0]
    rest = words[len(line) :].strip()
    return f"{line}…", rest if len(rest) <= MORE else f"{rest[: MORE - 1]}…"


def take_off_wall(said: "Feedback") -> None:
    """The giver's words go, and their versions. What others made of the question stays, and is nobody's."""
    entry: Any = Entry.objects.filter(pk=said.on_wall_id).first()  # type: ignore[misc]
    if not entry:
        return
    said.on_wall = None
    said.save(update_fields=["on_wall"])
    said.entries.remove(entry)
    key, theirs = entry.pk, entry.history.earliest()  # as it came, with the names that were covered since
    if entry.line == theirs.line:
        entry.delete()
    Entry.history.filter(id=key).delete()
    if entry.line != theirs.line:
        entry.brought_by, entry.come_from, entry._history_user = None, "", None
        entry.more = "" if entry.more == theirs.more else entry.more
        entry.save()
