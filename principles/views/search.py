"""Search over all that I may see."""

from django.http import HttpResponse
from django.shortcuts import render

from participants.requests import SignedIn
from principles.search import FEWEST_LETTERS
from principles.search import search as find


def search(request: SignedIn) -> HttpResponse:
    """What contains the words, kind by kind; with `only`, more of one kind."""
    typed, only = request.GET.get("q", "").strip()[:100], request.GET.get("only", "")
    page = {
        "typed": typed,
        "found": find(request.user, typed, only),
        "only": only,
        "too_short": 0 < len(typed) < FEWEST_LETTERS,
    }
    return render(request, "principles/search.html", page)
