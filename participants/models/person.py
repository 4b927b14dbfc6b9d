"""A person: who they are and how we reach them."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from participants.models.reading import Colours, Reading, Size


class ContactBy(models.TextChoices):
    """How a person wants to hear from us. Everything but email is done by hand, by a person."""

    EMAIL = "email", "Email"
    TEXT = "text", "Text message"
    PHONE = "phone", "Phone call"
    POST = "post", "Letter"
    IN_PERSON = "in_person", "Face to face"

    @property
    def adverb(self) -> str:
        """The words after "we told you": by email, by phone."""
        return {"email": "by email", "text": "by text", "phone": "by phone", "post": "by letter"}.get(
            self, "face to face"
        )


class Credit(models.TextChoices):
    """How a person is named beside what they brought."""

    NAME = "name", "By name"
    MEMBER = "member", 'As "a member"'
    NONE = "none", "Not at all"


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this email address, whatever the case of its letters."""
        return self.get(email__iexact=username)

    def create_user(self, email: str = "", name: str = "", **more: Any) -> "Person":
        """A saved person who signs in by a code; no password works."""
        person = self.model(email=email.strip().lower() or None, name=name, **more)
        person.set_unusable_password()
        person.save()
        return person


class Person(AbstractBaseUser):
    """Anybody we know by name. Without email they have no sign-in, and are told by hand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("name, as they want it", max_length=80)
    email = models.EmailField("email", unique=True, null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    address = models.TextField(max_length=400, blank=True)
    contact_by = models.CharField(max_length=10, choices=ContactBy, default=ContactBy.EMAIL)
    daily = models.BooleanField("one email at 8 in the morning", default=False)
    brings = models.TextField("what they bring, in their own words", max_length=600, blank=True)
    credit = models.CharField(max_length=6, choices=Credit, blank=True, help_text="Empty: they have not chosen.")
    credit_as = models.CharField("the name beside what they brought", max_length=80, blank=True)
    easy_words = models.BooleanField("easy words first", default=False)
    size = models.CharField("size of text", max_length=7, choices=Size, blank=True, help_text="Empty: not chosen.")
    colours = models.CharField(max_length=8, choices=Colours, blank=True)
    wide = models.BooleanField("more space between lines", default=False)
    is_active = models.BooleanField(default=True)
    signed_out_everywhere_at = models.DateTimeField(null=True, blank=True)
    erased_on = models.DateField("all that told who they are was taken out on", null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="addresses_are_kept_in_small_letters"
            ),
            models.CheckConstraint(
                condition=~models.Q(contact_by=ContactBy.EMAIL, email=None), name="contact_by_email_needs_an_address"
            ),
            models.CheckConstraint(
                condition=models.Q(credit_as="") | models.Q(credit=Credit.NAME), name="credited_as_a_name_only_by_name"
            ),
            models.CheckConstraint(
                condition=models.Q(size="", colours="", wide=False) | ~models.Q(size="") & ~models.Q(colours=""),
                name="size_and_colours_are_chosen_together",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What we call them in a greeting: the first word of their name."""
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def told_by_hand(self) -> bool:
        """True when no machine may write to them: a person rings, writes or speaks."""
        return self.contact_by != ContactBy.EMAIL

    @property
    def contact(self) -> ContactBy:
        return ContactBy(self.contact_by)

    def sign_out_everywhere(self, at: datetime) -> None:
        """End every sign-in of this person, on all devices."""
        self.signed_out_everywhere_at = at
        self.save(update_fields=["signed_out_everywhere_at"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a signed-in browser must still know: another password, or signing out everywhere, changes it."""
        known = f"{self.password} {self.signed_out_everywhere_at and self.signed_out_everywhere_at.timestamp()}"
        return salted_hmac("participants.Person", known, secret=secret, algorithm="sha256").hexdigest()

    @property
    def nameless(self) -> bool:
        """True when their name is to stand beside nothing that they brought."""
        return self.credit in (Credit.MEMBER, Credit.NONE)

    @property
    def credited(self) -> str:
        """The name beside what they brought, as they chose; empty for "not at all". Unasked: their first name."""
        if self.nameless:
            return "A member" if self.credit == Credit.MEMBER else ""
        return self.credit_as or self.first_name

    @property
    def full_credit(self) -> str:
        """The same where the whole name is shown: beside what they said by name."""
        return self.credit_as or self.name

    @property
    def reading(self) -> Reading | None:
        """How they want to see our pages; None while they have not chosen."""
        return Reading(self.size, self.colours, self.wide) if self.size else None


def display(person: Person) -> str:
    """The name allauth's pages show."""
    return person.name
