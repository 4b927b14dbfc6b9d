"""What a view may count on."""

from django.http import HttpRequest

from participants.models import Person


class SignedIn(HttpRequest):
    """A request to a page for which the login middleware let in only people we know."""

    user: Person
