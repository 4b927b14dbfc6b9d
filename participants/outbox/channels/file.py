"""Development: each email is a file in a folder, named after its message."""

from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Self

from participants.outbox.channels.outcome import Fence, Outcome, Result


class Folder:
    """Writes `<message id>.eml`, whole or not at all. Twice the same letter is one file."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is open."""

    def send(self, letter: EmailMessage, fence: Fence) -> Outcome:
        name = letter["Message-ID"].strip("<>").partition("@")[0] + ".eml"
        half_written = self.path / f".{name}.tmp"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            half_written.write_bytes(letter.as_bytes())
        except OSError as error:
            return Outcome(Result.TROUBLE, f"The mail folder cannot be written to ({error.strerror}).", stop=True)
        if not fence():
            half_written.unlink(missing_ok=True)
            return Outcome(Result.LOST)
        half_written.replace(self.path / name)
        return Outcome(Result.ACCEPTED)
