"""What waits for the safeguarding lead. Nobody else learns that it is there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from care.forms.concern import DoneForm
from care.models import Concern
from participants.requests import SignedIn
from projects.models import Membership

A_PAGE = 30


def concerns(request: SignedIn) -> HttpResponse:
    """What was written to this lead, without a word of it; 403 for who is no lead."""
    if not Membership.objects.current().may("read_concerns").filter(person=request.user).exists():
        raise PermissionDenied
    rows = Concern.objects.visible_to(request.user).waiting_first()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "care/concerns.html", {"page": page})


def page_of(concern: Concern, form: DoneForm, *, opened: bool = False) -> dict[str, Any]:
    return {"concern": concern, "form": form, "opened": opened, "says_whom_to_ring": True}


@never_cache
def concern(request: SignedIn, pk: UUID) -> HttpResponse:
    """When it came, from where, who has read it. A POST adds what was done. The words are one press away."""
    one = get_object_or_404(Concern.objects.visible_to(request.user).select_related("project"), pk=pk)
    form = DoneForm(request.POST if request.method == "POST" else None, concern=one)
    if form.is_valid():
        form.write_down()
        messages.success(request, "Written down.")
        return redirect("concern", one.pk)
    return render(request, "care/concern.html", page_of(one, form))


@never_cache
@require_POST
def concern_read(request: SignedIn, pk: UUID) -> HttpResponse:
    """Show the words, once, and note who has read them when."""
    rows = Concern.objects.visible_to(request.user).select_related("project", "person", "passed_by")
    one = get_object_or_404(rows, pk=pk)
    one.read_by(request.user)
    return render(request, "care/concern.html", page_of(one, DoneForm(concern=one), opened=True))
