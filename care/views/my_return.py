"""What I get back: what is offered to me, what I choose, and how long I wait for it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Q, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from care.forms.reward import ChoiceForm
from care.models import Form, Return
from participants.requests import SignedIn

A_PAGE = 50


def my_returns(request: SignedIn) -> HttpResponse:
    """What waits for my word first, then the newest."""
    mine = Return.objects.filter(person=request.user).select_related("session", "project__organisation")
    asks = Case(When(~Q(form=Form.THANKS), choice="", then=0), default=1)
    rows = mine.order_by(asks, "-offered_on", "-recorded_at")
    page = {"page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")), "today": timezone.localdate()}
    return render(request, "care/my_returns.html", page)


def my_return(request: SignedIn, pk: UUID) -> HttpResponse:
    """Choose and claim, until it is approved; then read how it stands."""
    mine = Return.objects.offers().filter(person=request.user).select_related("session", "project__organisation")
    offer = get_object_or_404(mine if request.method == "GET" else mine.select_for_update(of=("self",)), pk=pk)
    form = None if offer.approved_on else ChoiceForm(request.POST if request.method == "POST" else None, instance=offer)
    if form and form.is_valid():
        offer.choose(timezone.localdate())
        messages.success(request, "Thank you. We have what you chose.")
        return redirect("my_returns")
    page = {"offer": offer, "form": form, "today": timezone.localdate()}
    return render(request, "care/my_return.html", page)
