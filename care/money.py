"""Pounds as people write them, and what never belongs in a box of ours."""

import re
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.regex_helper import _lazy_re_compile

NUMBERS_OF_BANKS = _lazy_re_compile(
    r"""
    (?<![\d.£])(?<!\d[ ])\d{2}(?P<gap>[- ]?)\d{2}(?P=gap)\d{2}(?![\d.])    # a sort code
    | (?<!\d)\d{8}(?!\d)                                        # an account number
    | (?<!\d)(?:\d{4}[- ]?){3,4}\d{1,4}(?!\d)                   # a card
    | \b[a-z]{2}\s?(?:\d\s?){6}[a-d]\b                          # National Insurance
    | \b[a-z]{2}\d{2}\s?[a-z]{4}\s?(?:\d\s?){14}\b             # an IBAN
    """,
    re.IGNORECASE | re.VERBOSE,
)
TAKE_IT_OUT = "This looks like a bank or National Insurance number: take it out, and write a day like 12 March."


def no_bank_details(words: str) -> None:
    """Refuse what looks like a number of a bank or of benefits: we never keep one."""
    if NUMBERS_OF_BANKS.search(words):
        raise ValidationError(TAKE_IT_OUT, code="bank")


def pounds(amount: Decimal | None) -> str:
    """£12.50; whole pounds without pence; nothing for nothing known."""
    if amount is None:
        return ""
    return f"£{amount:,.2f}".removesuffix(".00")


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """All that is known, added up."""
    return sum((amount for amount in amounts if amount is not None), Decimal())
