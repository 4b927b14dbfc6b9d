"""An error in the log says what failed and where; a person's words stay out of it."""

import logging

from participants.stumbles import stumbled

logger = logging.getLogger("participants.outbox")


def test_the_words_of_a_refused_row_are_not_in_the_log(caplog):
    row = "(1, My son was hurt by the warden, …)"
    try:
        raise ValueError(f"Failing row contains {row}")
    except ValueError:
        stumbled(logger, "Message %s could not be written down", 7)

    assert "Message 7 could not be written down: ValueError" in caplog.text
    assert "test_stumbles.py" in caplog.text
    assert "hurt" not in caplog.text
