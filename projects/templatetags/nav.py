"""The menu at the top of every page: only what this person may open."""

from typing import Any

from django import template
from django.urls import reverse

from projects.places import places_of

register = template.Library()

# words, url name, the action that opens it ("": anybody who is signed in)
PLACES = [
    ("Home", "home", ""),
    ("My ideas", "ideas", "say"),
    ("Diary", "calendar", "shape"),
    ("Projects", "projects", "make_review"),
    ("Messages", "messages", "see_messages"),
    ("Written to you", "concerns", "read_concerns"),
    ("Search", "search", "make_review"),
    ("My choices", "choices", ""),
    ("Get help", "help", ""),
]
AT_THE_FOOT = ("search", "help")  # of each page too: whose menu is long finds them there on a phone
LONG = 6
SIGNED_OUT = [("Sign in", "account_login", ""), ("Get help", "help", "")]


@register.inclusion_tag("_nav.html", takes_context=True)
def main_nav(context: dict[str, Any]) -> dict[str, Any]:
    """`places`: words, address, whether we are there, and whether a phone leaves it to the foot of the page.

    Pages without a request (a crash) show the signed-out menu.
    """
    request = context.get("request")
    path = getattr(request, "path", "")
    person = getattr(request, "user", None)
    signed_in = bool(person and person.is_authenticated)
    allowed = {"", *places_of(request).actions} if request and signed_in else {""}
    rows = PLACES if signed_in else SIGNED_OUT
    places = [(words, name, reverse(name)) for words, name, action in rows if action in allowed]
    at_foot = AT_THE_FOOT if len(places) > LONG else ()
    return {
        "places": [
            {"words": words, "url": url, "here": path == url, "at_foot": name in at_foot and path != url}
            for words, name, url in places
        ],
        "signed_in": signed_in,
        "csrf_token": context.get("csrf_token"),
    }
