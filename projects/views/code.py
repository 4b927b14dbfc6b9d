"""Coming in with a code from paper: from a letter to join, from a personal card to come back."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from projects.card import come_in
from projects.forms.code import CodeForm

SCANNED, MINUTES = "code", 10


def ask_for_code(request: HttpRequest, template: str, **words: Any) -> HttpResponse:
    """Either box takes either code: who holds a paper need not know what we call it."""
    data = request.POST if request.method == "POST" else None
    form = CodeForm(data, initial={"code": request.COOKIES.get(SCANNED, "")}, request=request, **words)
    if not form.is_valid():
        return render(request, template, {"form": form})
    if form.letter:
        return redirect(form.letter.link)
    if form.card:
        come_in(request, form.card)
    response = redirect("home")
    response.delete_cookie(SCANNED)
    return response


@never_cache
@login_not_required
def join_code(request: HttpRequest) -> HttpResponse:
    """The code from a letter leads to the page that says what one is asked to."""
    return ask_for_code(request, "projects/join_code.html", label="Type the code from your letter", button="Go on")


@never_cache
@login_not_required
def card(request: HttpRequest) -> HttpResponse:
    """The code on a card opens its owner's own pages."""
    return ask_for_code(request, "projects/card.html", label="Type the code on your card", button="Open my pages")


@csrf_exempt
@login_not_required
def card_scan(request: HttpRequest, code: str) -> HttpResponse:
    """What the square on a card leads to: the box, filled in. The code stays in no address, history or log of ours.

    Whatever the method and the code: a refusal would write it into the log.
    """
    response = redirect("card")
    response.set_cookie(
        SCANNED,
        code[:40],
        max_age=MINUTES * 60,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
