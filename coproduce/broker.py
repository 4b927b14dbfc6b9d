"""The queue of a single server: files in a folder, written whole or not at all.

Kombu's own filesystem transport writes a message in place, so a reader can meet half of it and die.
This one writes to a hidden name first and then renames.
"""

import os
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]
        """Write the message so that no reader ever sees half of it."""
        # Kombu takes a file for a queue's when all after the first dot is "<queue>.msg"; names sort by time.
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        folder = Path(self.data_folder_out)
        half_written = folder / f".{name}.tmp"
        with half_written.open("wb") as file:
            file.write(dumps(payload).encode())
            file.flush()
            os.fsync(file.fileno())
        half_written.replace(folder / name)


class Transport(filesystem.Transport):
    Channel = Channel
