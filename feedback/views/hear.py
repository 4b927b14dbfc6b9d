"""Hearing back without a name: the page behind a code. Nothing is remembered between its pages, here or there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from care.contact import contact_of
from feedback.forms.say_link import HearForm, MoreForm
from feedback.models import Feedback
from feedback.views.say_link import TOO_MANY
from projects import codes

View = Callable[[HttpRequest, Feedback, str], HttpResponse]


def with_code(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Hand the view the piece whose code was sent; without a code that is one of ours, the box to type it in."""

    @wraps(view)
    def wrapper(request: HttpRequest) -> HttpResponse:
        form = HearForm(request.POST if request.method == "POST" else None, request=request)
        if not form.is_valid():
            return render(request, "feedback/hear.html", {"form": form})
        request.organisation = form.said.project.organisation  # type: ignore[attr-defined]
        return view(request, form.said, form.cleaned_data["code"])

    return wrapper


@never_cache
@login_not_required
@with_code
def hear(request: HttpRequest, said: Feedback, code: str) -> HttpResponse:
    """What was said, where it stands, the answer."""
    return behind(request, said, code)


@require_POST
@never_cache
@login_not_required
@with_code
def hear_close(request: HttpRequest, said: Feedback, code: str) -> HttpResponse:
    """The person with the code is happy: the loop closes."""
    closes = said.step == 4 and still_here(said)
    if closes:
        said.close(timezone.now())
        messages.success(request, "You closed it. Thank you.")
    return behind(request, said, code, just_closed=closes)


@require_POST
@never_cache
@login_not_required
@with_code
def hear_more(request: HttpRequest, said: Feedback, code: str) -> HttpResponse:
    """They ask again, or add words."""
    said.refresh_from_db(from_queryset=Feedback._base_manager.select_for_update())  # nobody covers a name meanwhile
    form = more_form(said, code, request.POST)
    if form.is_valid() and not ratelimit.consume(request, action="say_by_link"):
        form.add_error("words", TOO_MANY)
    if not form.is_valid() or not still_here(said):
        return behind(request, said, code, form=form)
    form.hear(said, timezone.now())
    messages.success(request, "Thank you. We have it.")
    return behind(request, said, code)


@require_POST
@never_cache
@login_not_required
@with_code
def hear_take_back(request: HttpRequest, said: Feedback, code: str) -> HttpResponse:
    """They take it back: we keep no copy."""
    if still_here(said):
        said.take_back(timezone.now())
        messages.success(request, "You took it back. We keep no copy of your words.")
    return behind(request, said, code)


def still_here(said: Feedback) -> bool:
    return not said.taken_back_on and not said.concern_id


def more_form(said: Feedback, code: str, data: Any = None) -> MoreForm:
    return MoreForm(data, initial={"code": code}, said=said)


def behind(request: HttpRequest, said: Feedback, code: str, **more: Any) -> HttpResponse:
    """The page behind a code; of what was passed to the safeguarding lead, what happens next."""
    page = {"said": said, "project": said.project, "code": code}
    if said.concern_id:
        contact = contact_of(said.project.organisation, said.project)
        return render(request, "feedback/hear_passed.html", page | {"contact": contact, "says_whom_to_ring": True})
    page |= {
        "form": more_form(said, code),
        "grouped": codes.grouped(code),
        "told_replies": said.replies.filter(told_on__isnull=False).select_related("decision", "asked__asked_by"),
        "today": timezone.localdate(),
    }
    return render(request, "feedback/behind_code.html", page | more)
