"""Addresses as they stand on paper."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from projects import codes
from projects.models import WayIn


def address_of(way: WayIn) -> str:
    """What the square on a poster leads to."""
    return urljoin(settings.SITE_URL, reverse("say_link", args=[way.say_code]))


def typed_address_of(way: WayIn) -> str:
    """The same, as people type it: the code in three parts. Dashes do not matter."""
    code = codes.grouped(way.say_code).replace(" ", "-")
    return urljoin(settings.SITE_URL, reverse("say_link", args=[code])).split("://")[1]


def shown_at(name: str) -> str:
    """The address of a page as people type it."""
    return urljoin(settings.SITE_URL, reverse(name)).split("://")[1]


def slip_codes(count: int) -> list[str]:
    """New codes for so many slips, as they are printed. Nothing of them is kept until a slip comes back."""
    return [codes.grouped(codes.checked()) for _ in range(count)]
