"""An operator lets somebody in who has lost every second step."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse


def test_fay_has_lost_her_phone_and_comes_in_with_a_code_again(client_of, fay, lena):
    for person in (fay, lena):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    fays, said = client_of(fay), StringIO()

    call_command("second_step_lost", " Fay@example.org", stdout=said)

    assert said.getvalue() == "1 taken away. Fay Adams is signed out, and comes in with a code by email.\n"
    assert list(Authenticator.objects.values_list("user__name", flat=True)) == ["Lena Okoro"]
    assert fays.get(reverse("choices")).status_code == 302


def test_an_address_that_nobody_has_is_said(db):
    with pytest.raises(CommandError, match="Nobody here has this email address"):
        call_command("second_step_lost", "nobody@example.org")
