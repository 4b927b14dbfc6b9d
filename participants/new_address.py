"""Another email address for a person: it counts only once a code that we sent there comes back."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import Enum
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from participants.models import Person

KEY = "new_address"  # in the session
LASTS = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
TRIES = settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS


class Answer(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"


@dataclass
class NewAddress:
    """What waits for its code. Without a code it never fits: the address is somebody else's."""

    email: str
    code: str
    until: str
    tries: int = 0

    def fits(self, typed: str) -> bool:
        return bool(self.code) and secrets.compare_digest(self.code.encode(), "".join(typed.split()).encode())


def waiting(request: HttpRequest, as_at: datetime) -> NewAddress | None:
    """The address that waits for its code, if the code can still be typed."""
    kept = request.session.get(KEY)
    found = NewAddress(**kept) if kept else None
    return found if found and as_at < datetime.fromisoformat(found.until) else None


def too_often(request: HttpRequest, email: str) -> bool:
    """The same limits as for the codes of signing in, and ten a minute for one person."""
    own = ratelimit.consume(request, action="manage_email", user=request.user)
    return not (own and ratelimit.consume(request, action="request_login_code", key=email))


def send_code(request: HttpRequest, person: Person, email: str) -> bool:
    """Send a code there and wait for it. False when the mail server does not take it.

    An address that is somebody else's looks the same from here; whoever reads its mail is told.
    """
    taken = Person.objects.filter(email=email).exclude(pk=person.pk).exists()
    code = "" if taken else get_adapter().generate_login_code()
    try:
        get_adapter().send_mail(f"account/email/{'address_taken' if taken else 'new_address'}", email, {"code": code})
    except (SMTPException, OSError):
        return False
    until = timezone.now() + LASTS
    request.session[KEY] = asdict(NewAddress(email, code, until.isoformat()))
    return True


def try_code(request: HttpRequest, person: Person, new: NewAddress, typed: str) -> Answer:
    """The right code changes the address; the fifth wrong one ends it."""
    if new.fits(typed):
        del request.session[KEY]
        return Answer.RIGHT if change(person, new.email) else Answer.OVER
    new.tries += 1
    if new.tries >= TRIES:
        del request.session[KEY]
        return Answer.OVER
    request.session[KEY] = asdict(new)
    return Answer.WRONG


def change(person: Person, email: str) -> bool:
    """From now on this is their address; the old one is told. False when somebody else has it by now."""
    if Person.objects.filter(email=email).exclude(pk=person.pk).exists():
        return False
    old, person.email = person.email, email
    person.save(update_fields=["email"])
    EmailAddress.objects.filter(user=person).delete()  # no other way in is left behind
    if old:
        last = get_adapter().render_mail(
            "account/email/address_changed", old, {"email": old, "on": timezone.localdate()}
        )
        # Robust: an old mailbox that is gone is a reason to change, not one to fail.
        transaction.on_commit(last.send, robust=True)
    return True
