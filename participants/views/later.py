"""A reminder that comes too early is put off by whoever got it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateformat import format as date_format

from participants.forms.later import LaterForm
from participants.outbox import put_off, reminders_of
from participants.requests import SignedIn


def remind_later(request: SignedIn, pk: UUID) -> HttpResponse:
    """A page with a day and a button; the link in the email changes nothing by itself."""
    reminder = get_object_or_404(reminders_of(request.user), pk=pk)
    form = LaterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        on = form.cleaned_data["on"]
        if put_off(reminder, on):
            messages.success(request, f"We remind you on {date_format(on, 'l j F')}, if it still waits for you.")
            return redirect("home")
        form.add_error("on", "It is being sent just now. Try again in a minute.")
    return render(request, "participants/remind_later.html", {"reminder": reminder, "form": form})
