"""The days of a made-up story, counted back from the day on which it is loaded."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format

from projects.working_days import add_working_days, working_day_before

OLDEST = 60
DATE_IN_TEXT = re.compile(r"\{([+-])(\d+)\}")


@dataclass(frozen=True)
class Days:
    """Day 1 is the last working day before `as_at`: whatever the hour of loading, it is over."""

    as_at: datetime

    @cached_property
    def today(self) -> date:
        return timezone.localdate(self.as_at)

    @cached_property
    def past(self) -> list[date]:
        """Today, then the working days before it, the last one first."""
        days = [self.today]
        while len(days) <= OLDEST:
            days.append(working_day_before(days[-1]))
        return days

    def ago(self, number: int) -> date:
        return self.past[number]

    def ahead(self, number: int) -> date:
        return add_working_days(self.today, number)

    def moment(self, number: int, hour: int = 10, minute: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(self.ago(number), time(hour, minute)))

    def words(self, text: str) -> str:
        """The text with its dates: {+20} is the day 20 working days ahead, {-6} the day 6 working days ago."""

        def in_words(found: re.Match[str]) -> str:
            count = int(found[2])
            return date_format(self.ahead(count) if found[1] == "+" else self.ago(count), "j F")

        return DATE_IN_TEXT.sub(in_words, text)
