"""How a person signs in, for how long, and how they end it."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import can_generate_recovery_codes, generate_recovery_codes
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import just_signed_in
from participants.forms.sign_in import SignInForm
from participants.forms.ways import NewPasswordForm
from participants.models import Event
from participants.requests import SignedIn
from participants.sessions import BEGAN, IS_OWN, say_whose


def next_place(request: HttpRequest) -> str:
    """Where the person was going; an address elsewhere is not followed."""
    return get_next_redirect_url(request) or reverse("home")


def sign_in_ways(request: SignedIn) -> HttpResponse:
    """Every way this person has, with what each is good for."""
    kept = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    codes = next((one for one in kept if one.type == Authenticator.Type.RECOVERY_CODES), None)
    page = {
        "passkeys": [one for one in kept if one.type == Authenticator.Type.WEBAUTHN],
        "app": next((one for one in kept if one.type == Authenticator.Type.TOTP), None),
        "spare": len(codes.wrap().get_unused_codes()) if codes else None,
    }
    return render(request, "participants/sign_in_ways.html", page)


@sensitive_post_parameters("password1")
@just_signed_in
def password(request: SignedIn) -> HttpResponse:
    """Choose a password, the first one or another. All other devices must sign in again."""
    form = NewPasswordForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save()
        return changed(request, "password_kept", "You have a new password.")
    return render(request, "participants/password.html", {"form": form})


@require_POST
@just_signed_in
def password_remove(request: SignedIn) -> HttpResponse:
    request.user.set_unusable_password()
    request.user.save(update_fields=["password"])
    return changed(request, "password_removed", "Your password is gone. The code by email still works.")


def changed(request: SignedIn, news: str, words: str) -> HttpResponse:
    """Stay signed in here, write to the person, and back to the list."""
    update_session_auth_hash(request, request.user)
    get_adapter(request).send_notification_mail(news, request.user)
    messages.success(request, words)
    return redirect("sign_in_ways")


@just_signed_in
def spare_codes(request: SignedIn) -> HttpResponse:
    codes = get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.RECOVERY_CODES)
    return render(request, "participants/spare_codes.html", {"codes": codes.wrap().get_unused_codes()})


@require_POST
@just_signed_in
def spare_codes_new(request: SignedIn) -> HttpResponse:
    if can_generate_recovery_codes(request.user):
        generate_recovery_codes(request)
    return redirect("mfa_view_recovery_codes")


@require_http_methods(["GET", "POST"])
def sign_in_again(request: SignedIn) -> HttpResponse:
    """For somebody who came in a while ago and wants to change how they sign in: first show again that it is you."""
    person, own = request.user, request.session.get(IS_OWN)
    form = SignInForm({"email": person.email or ""}) if request.method == "POST" else None
    if form is None or not form.is_valid():
        page = {"next": next_place(request), "faults": form.errors.get("email") if form else None}
        return render(request, "participants/sign_in_again.html", page)
    place = f"{reverse('account_confirm_login_code')}?{urlencode({'next': next_place(request)})}"
    logout(request)
    if own is not None:
        say_whose(request.session, own)
    LoginCodeVerificationProcess.initiate(request=request, user=person, email=person.email)
    return redirect(place)


def own_device(request: SignedIn) -> HttpResponse:
    """Is this your own device? Until somebody says yes, we take it for a shared one; so too when a card let them in."""
    if request.method == "POST":
        say_whose(request.session, request.POST.get("own") == "yes" and BEGAN in request.session)
        return redirect(next_place(request))
    return render(request, "participants/own_device.html", {"next": next_place(request)})


@require_POST
def sign_out_everywhere(request: SignedIn) -> HttpResponse:
    """On this device and on all others."""
    person = request.user
    person.sign_out_everywhere(timezone.now())
    Event.note(Event.Kind.SIGNED_OUT_EVERYWHERE, by=person, about=f"person:{person.pk}")
    logout(request)
    messages.success(request, "You are signed out on every device.")
    return redirect("home")
