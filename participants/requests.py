"""What a view may count on."""

from typing import Any

from django.http import HttpRequest

from participants.models import Person


class SignedIn(HttpRequest):
    """A request to a page for which the login middleware let in only people we know."""

    user: Person
    organisation: Any  # whose project was opened
    places: Any  # what they may see and do, once a page has asked
