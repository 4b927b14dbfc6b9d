"""The list of people to tell by hand: on which day and how it was done; where they can be reached."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from participants.models import ContactBy
from participants.outbox import told_by_hand
from participants.requests import SignedIn
from projects.forms.told import ReachForm, ToldForm
from projects.views.message import in_my_projects


def message_told_how(request: SignedIn, pk: UUID) -> HttpResponse:
    """It was another day, or another way."""
    message = get_object_or_404(in_my_projects(request).by_hand_to_do(), pk=pk)
    usual = {"on": timezone.localdate(), "how": message.recipient.contact_by}
    form = ToldForm(request.POST or None, initial=usual)
    if form.is_valid():
        how = ContactBy(form.cleaned_data["how"]).adverb
        told_by_hand(message, form.cleaned_data["on"], how, by=request.user)
        notes.success(request, f"Written down: {message.recipient} has been told.")
        return redirect("messages")
    return render(request, "projects/message_told_how.html", {"message": message, "form": form})


def message_reach(request: SignedIn, pk: UUID) -> HttpResponse:
    """The number and the address of somebody who is told by hand."""
    message = get_object_or_404(in_my_projects(request).by_hand_to_do(), pk=pk)
    person = message.recipient
    form = ReachForm(request.POST or None, instance=person)
    if form.is_valid():
        form.save()
        notes.success(request, f"Saved: how we reach {person}.")
        return redirect("letters" if person.contact_by == ContactBy.POST else "messages")
    return render(request, "projects/message_reach.html", {"message": message, "form": form})
