"""Promises are made in working days."""

from datetime import date

import pytest
from holidays import country_holidays

from projects.working_days import add_working_days, bank_holidays, is_working_day, working_day_before

# In 2026 Christmas Day is a Friday, and Boxing Day is made up for on the Monday after.
CHRISTMAS_EVE, AFTER_CHRISTMAS = date(2026, 12, 24), date(2026, 12, 29)
# In 2027 the clocks go forward on Easter Sunday, 28 March.
MAUNDY_THURSDAY, AFTER_EASTER = date(2027, 3, 25), date(2027, 3, 30)


@pytest.mark.parametrize(
    ("start", "days", "promised"),
    [
        (date(2026, 3, 2), 10, date(2026, 3, 16)),  # two weeks from a Monday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # said on a Saturday
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (CHRISTMAS_EVE, 1, AFTER_CHRISTMAS),
        (MAUNDY_THURSDAY, 1, AFTER_EASTER),
        (date(2026, 10, 23), 1, date(2026, 10, 26)),  # over the end of summer time
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
    ],
)
def test_add_working_days_leaves_out_weekends_and_bank_holidays(start, days, promised):
    assert add_working_days(start, days) == promised


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 3, 9), date(2026, 3, 6)),
        (date(2026, 3, 8), date(2026, 3, 6)),
        (AFTER_CHRISTMAS, CHRISTMAS_EVE),
        (AFTER_EASTER, MAUNDY_THURSDAY),
    ],
)
def test_working_day_before_leaves_out_weekends_and_bank_holidays(day, before):
    assert working_day_before(day) == before


def test_a_bank_holiday_of_scotland_alone_is_a_working_day():
    assert [is_working_day(date(2026, 1, day)) for day in (1, 2)] == [False, True]


def test_bank_holidays_are_those_that_others_know():
    """When a day is proclaimed, a newer library knows it, and this says that it must be added."""
    known = country_holidays("GB", subdiv="ENG", years=range(2020, 2060))

    ours = {day for year in range(2020, 2060) for day in bank_holidays(year)}
    assert sorted(ours) == sorted(day for day in known if day.weekday() < 5)
