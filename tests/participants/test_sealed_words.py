"""Words of which a copy of the database shows nothing."""

import pytest

from participants.sealed_words import UNREADABLE, SealedField

WORDS = "A hearing loop. Not the blue room."


@pytest.fixture
def field() -> SealedField:
    return SealedField()


def test_what_is_stored_shows_no_word_and_reads_back(field):
    stored = field.get_prep_value(WORDS)

    assert [word for word in ("hearing", "loop", "blue", "room") if word in stored] == []
    assert field.from_db_value(stored) == WORDS


def test_the_same_words_are_never_stored_alike(field):
    assert field.get_prep_value(WORDS) != field.get_prep_value(WORDS)


def test_no_words_stay_no_words(field):
    assert (field.get_prep_value(""), field.from_db_value(""), field.get_prep_value(None)) == ("", "", None)


def test_a_new_key_reads_what_an_older_one_wrote(field, settings):
    settings.WORDS_KEYS = ["the old one"]
    stored = field.get_prep_value(WORDS)

    settings.WORDS_KEYS = ["the new one", "the old one"]

    assert field.from_db_value(stored) == WORDS


def test_without_the_key_a_page_still_opens_and_says_why(field, settings):
    stored = field.get_prep_value(WORDS)

    settings.WORDS_KEYS = ["another"]

    assert field.from_db_value(stored) == UNREADABLE
