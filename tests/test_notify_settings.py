"""What the environment says about Notify."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from coproduce.notify import FOR_NOTHING, NOT_SAFE, NOT_WHOLE, PUBLIC, account

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = {"NOTIFY_API_KEY": f"our-key-{SERVICE}-{SECRET}"}


def test_without_a_key_notify_is_off():
    assert account({"NOTIFY_LETTERS": "1"}, secure=True) == {}


def test_a_key_and_what_it_is_for():
    said = account(KEY | {"NOTIFY_TEXT_TEMPLATE": "one", "NOTIFY_LETTERS": "0"}, secure=True)

    assert said == {"url": PUBLIC, "service": SERVICE, "secret": SECRET, "text": "one", "letters": ""}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, FOR_NOTHING),
        ({"NOTIFY_LETTERS": "1", "NOTIFY_URL": "http://notify.example.org"}, NOT_SAFE),
        ({"NOTIFY_LETTERS": "1", "NOTIFY_API_KEY": "half-a-key"}, NOT_WHOLE),
    ],
)
def test_half_of_it_stops_the_start_with_a_sentence(more, why):
    with pytest.raises(ImproperlyConfigured) as stopped:
        account(KEY | more, secure=True)

    assert str(stopped.value) == why
