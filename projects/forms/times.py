"""A time as people write it: "10.30", "10:30am", "2pm", "noon"."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from projects.when import clock

WRITTEN = re.compile(r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*|\s+|(?=\d\d))?(?P<minute>\d\d)?\s*(?P<half>[ap])?\.?\s*m?\.?")
NOON = ("noon", "midday", "12 noon")
# Hours of which nobody can tell which half of the day is meant.
EITHER = range(1, 9)


class TimeInWordsField(forms.CharField):
    """A time of the day, or None when it is left empty."""

    default_error_messages = {
        "invalid": "Write a time like 10:30am or 2pm.",
        "either": "Is that in the morning or the afternoon? Write %(hour)sam or %(hour)spm.",
    }

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=20, **more)

    def prepare_value(self, value: Any) -> Any:
        return clock(value) if isinstance(value, time) else value

    def clean(self, value: Any) -> time | None:
        words = super().clean(value).lower()
        if not words:
            return None
        if words in NOON:
            return time(12)
        found = WRITTEN.fullmatch(words)
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self.time_of(found)

    def time_of(self, found: re.Match[str]) -> time:
        """The time that these numbers mean. ValidationError where they mean none, or two."""
        hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
        if minute > 59 or hour > (12 if half else 23) or (half and not hour):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if half:
            return time(hour % 12 + 12 * (half == "p"), minute)
        if hour in EITHER and not found["hour"].startswith("0"):
            as_written = f"{hour}:{minute:02}" if minute else str(hour)
            raise ValidationError(self.error_messages["either"], code="either", params={"hour": as_written})
        return time(hour, minute)


def at_that_time(day: date, clock_shows: time) -> datetime | None:
    """The moment at which clocks here show this; None for the hour that is left out in spring.

    In autumn an hour comes twice: the first one is meant.
    """
    moment = timezone.make_aware(datetime.combine(day, clock_shows)).astimezone(UTC)
    return moment if timezone.localtime(moment).time() == clock_shows else None
