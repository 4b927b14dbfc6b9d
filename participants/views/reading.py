"""Bigger text, other colours: for whoever is signed in, or for this browser."""

from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from participants.forms.choices import ReadingForm
from participants.models import Person, Reading
from participants.reading import COOKIE, KEPT_FOR, reading_of


@login_not_required
def reading(request: HttpRequest) -> HttpResponse:
    """Whoever is signed in has it everywhere; anybody else in this browser."""
    form = ReadingForm(request.POST if request.method == "POST" else None, initial=asdict(reading_of(request)))
    if form.is_valid():
        messages.success(request, "Saved. This is how it looks now.")
        return keep(request, Reading(**form.cleaned_data))
    return render(request, "participants/reading.html", {"form": form})


def keep(request: HttpRequest, chosen: Reading) -> HttpResponse:
    """With the person, or in a cookie: on a shared phone nobody leaves their choices to the next person."""
    response = redirect("reading")
    if request.user.is_authenticated:
        Person.objects.filter(pk=request.user.pk).update(**asdict(chosen))
    else:
        response.set_cookie(COOKIE, chosen.cookie, KEPT_FOR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response
