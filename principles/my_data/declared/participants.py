"""Who the person is, how we reach them, what we told them."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import models
from django.utils import timezone

from participants.models import ContactBy, Event, Message, Person, Stop
from principles.my_data.holds import DELETE, Holds

SOMEONE = "Someone who left"
STATES = Message.State


def nameless(person: Person, as_at: datetime) -> None:
    """All that we know of them goes; the row stays, for what others did with them."""
    for name in ABOUT_YOU:
        column = Person._meta.get_field(name)
        if isinstance(column, models.Field) and not isinstance(column, models.DateTimeField):
            setattr(person, name, None if column.null else column.get_default())
    person.name, person.contact_by, person.is_active = SOMEONE, ContactBy.IN_PERSON, False
    person.last_login, person.erased_on = None, timezone.localdate(as_at)
    person.set_unusable_password()
    person.save()


def call_off(person: Person, as_at: datetime) -> None:
    """What has not gone out to them is not sent any more."""
    waiting = Message.objects.filter(recipient=person.pk).exclude(state__in=[STATES.SENT, STATES.CANCELLED])
    waiting.update(state=STATES.CANCELLED, token=None, lease_until=None, why_not_sent="They no longer take part.")


ABOUT_YOU = {
    "name": "Your name, as you want it.",
    "email": "Your email address.",
    "phone": "Your phone number.",
    "address": "Where letters to you go.",
    "contact_by": "How you want to hear from us.",
    "daily": "Whether you want one email in the morning.",
    "brings": "What you bring, in your own words.",
    "credit": "How we name you beside what you brought.",
    "credit_as": "The name beside what you brought.",
    "easy_words": "Whether you want easy words first.",
    "size": "How big the text is for you.",
    "colours": "Which colours you see.",
    "wide": "Whether you want more space between lines.",
    "recorded_at": "When we first wrote you down.",
    "last_login": "When you signed in last.",
    "signed_out_everywhere_at": "When you signed out on all devices.",
}
PARTICIPANTS = [
    # First in the file, and the last to be erased: until then the other records know whose they are.
    Holds(Person, "pk", "About you", ABOUT_YOU, by_hand=nameless, rest=("id", "password", "is_active", "erased_on")),
    Holds(
        Message,
        "recipient",
        "What we told you",
        {
            "subject": "What it was about. We take out the words 90 days after you were told.",
            "recorded_at": "When we wrote it.",
            "state": "Whether it was sent.",
            "sent_at": "When you were told.",
            "told_how": "How you were told.",
        },
        by_hand=call_off,
        emptied=("subject", "text", "link", "error", "told_how"),
        did={"decided_by": "You said if a message had arrived, or told somebody."},
        rest=("kind", "about", "slot", "reference", "why_not_sent", "urgent", "put_off_until"),
    ),
    Holds(
        Stop,
        "person",
        "Where you asked us to stop",
        {"recorded_at": "When you asked us not to write to you, about one project or at all."},
        erase=DELETE,
        rest=("scope",),
    ),
    Holds(
        Event,
        "by",
        "What you did with records",
        {"kind": "What you did.", "at": "When you did it."},
        rest=("about",),
    ),
    Holds(
        EmailAddress,
        "user",
        "Addresses you sign in with",
        {"email": "The address.", "verified": "Whether you showed that it is yours."},
        erase=DELETE,
    ),
    Holds(
        Authenticator,
        "user",
        "Your second steps and passkeys",
        {"type": "What kind.", "created_at": "When you added it.", "last_used_at": "When you used it last."},
        erase=DELETE,
        rest=("data",),
    ),
    Holds(
        SocialAccount,
        "user",
        "Your sign-in with an organisation",
        {
            "provider": "Which organisation.",
            "uid": "What it calls you.",
            "extra_data": "What it told us about you.",
            "last_login": "When you used it last.",
        },
        erase=DELETE,
    ),
]
