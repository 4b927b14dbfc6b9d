"""My record: what I did here, to print for a CV."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from participants.requests import SignedIn
from principles.my_record import record_of


def my_record(request: SignedIn) -> HttpResponse:
    """Only one's own, also after one has left."""
    page = {"record": record_of(request.user), "today": timezone.localdate()}
    return render(request, "principles/my_record.html", page)
