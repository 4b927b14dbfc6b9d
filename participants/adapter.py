"""How allauth treats us: people come in by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": "This is not the code we sent. Look for the newest e-mail from us, and type its 6 numbers.",
        "too_many_login_attempts": "That was a lot of tries in a short time. Wait a minute, then ask for a new code.",
        "rate_limited": "We have just sent a code. Wait a minute before you ask for another.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone: somebody invites them."""
        return False
