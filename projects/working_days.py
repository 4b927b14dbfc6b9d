"""Promises are made in working days: not at weekends, not on England's bank holidays.

The days: https://www.gov.uk/bank-holidays. A day that is proclaimed once is added here, from 2020 on.
"""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

SATURDAY = 5
MOVED = {  # a day of every year that was another one once
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
ADDED = [date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)]


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Those that are no Saturday or Sunday. One that would be is made up for on the next weekday."""
    sunday, weekdays = easter(year), [date(year, 12, day) for day in range(25, 29)]
    days = [
        next(day for day in (date(year, 1, one) for one in (1, 2, 3)) if day.weekday() < SATURDAY),
        sunday - timedelta(days=2),
        sunday + timedelta(days=1),
        monday_from(date(year, 5, 1)),
        monday_from(date(year, 5, 25)),
        monday_from(date(year, 8, 25)),
        *[day for day in weekdays if day.weekday() < SATURDAY][:2],
    ]
    return frozenset([MOVED.get(day, day) for day in days] + ADDED)


def monday_from(day: date) -> date:
    """The first on or after `day`."""
    return day + timedelta(days=-day.weekday() % 7)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """The date `days` working days after `start`; it is itself a working day."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_day_before(day: date) -> date:
    """The last working day before `day`."""
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
