"""What goes wrong is written down without anybody's words: a database names the row that it refused."""

import logging
import sys
import traceback


def stumbled(logger: logging.Logger, what: str, *args: object) -> None:
    """Log the error that is being handled: what it hindered, its kind, and where in our code it came from."""
    kind, _, place = sys.exc_info()
    name = kind.__name__ if kind else "nothing"
    logger.error(f"{what}: %s\n%s", *args, name, "".join(traceback.format_tb(place)))
