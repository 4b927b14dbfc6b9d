"""Changing the email address: the new one has to prove itself, and the old one is told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from participants.access import just_signed_in
from participants.forms.email import EmailCodeForm, EmailForm
from participants.new_address import Answer, send_code, too_often, try_code, waiting
from participants.requests import SignedIn

WRONG = "This is not the code we sent. Look for the newest email from us, and type its 6 numbers."
TOO_OFTEN = "That was a lot of tries in a short time. Wait a minute, then ask for a new code."
NOT_SENT = "We could not send anything to this address. Check it, or try again later."
OVER = "That code no longer works. Nothing has changed. Ask for a new one."


@just_signed_in
def email_change(request: SignedIn) -> HttpResponse:
    """Which address? A code goes there."""
    form = EmailForm(request.POST if request.method == "POST" else None, now=request.user.email)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if too_often(request, email):
            form.add_error("email", TOO_OFTEN)
        elif send_code(request, request.user, email):
            return redirect("email_code")
        else:
            form.add_error("email", NOT_SENT)
    return render(request, "participants/email_change.html", {"form": form})


def email_code(request: SignedIn) -> HttpResponse:
    """The code that we sent to the new address."""
    new = waiting(request, timezone.now())
    if not new:
        messages.info(request, OVER)
        return redirect("email_change")
    form = EmailCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = try_code(request, request.user, new, form.cleaned_data["code"])
        if answer == Answer.RIGHT:
            messages.success(request, f"Your email address is now {new.email}.")
            return redirect("choices")
        if answer == Answer.OVER:
            messages.info(request, OVER)
            return redirect("email_change")
        form.add_error("code", WRONG)
    return render(request, "participants/email_code.html", {"form": form, "email": new.email})
