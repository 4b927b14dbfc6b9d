"""A person: who they are and how we reach them."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac


class ContactBy(models.TextChoices):
    """How a person wants to hear from us. Everything but e-mail is done by hand, by a person."""

    EMAIL = "email", "E-mail"
    TEXT = "text", "Text message"
    PHONE = "phone", "Phone call"
    POST = "post", "Letter"
    IN_PERSON = "in_person", "Face to face"

    @property
    def adverb(self) -> str:
        """The words after "we told you": by e-mail, by phone."""
        return {"email": "by e-mail", "text": "by text", "phone": "by phone", "post": "by letter"}.get(
            self, "face to face"
        )


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this e-mail address, whatever the case of its letters."""
        return self.get(email__iexact=username)

    def create_user(self, email: str = "", name: str = "", **more: Any) -> "Person":
        """A saved person who signs in by a code; no password works."""
        person = self.model(email=email.strip().lower() or None, name=name, **more)
        person.set_unusable_password()
        person.save()
        return person


class Person(AbstractBaseUser):
    """Anybody we know by name. Without e-mail they have no sign-in, and are told by hand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("name, as they want it", max_length=80)
    email = models.EmailField("e-mail", unique=True, null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    address = models.TextField(max_length=400, blank=True)
    contact_by = models.CharField(max_length=10, choices=ContactBy, default=ContactBy.EMAIL)
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


def display(person: Person) -> str:
    """The name allauth's pages show."""
    return person.name
