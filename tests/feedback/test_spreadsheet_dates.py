"""Days as spreadsheets write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.spreadsheet.dates import Order, order_of, read_day

DAY = date(2018, 10, 29)


@pytest.mark.parametrize(
    "cell",
    [
        "29/10/2018",
        "29/10/18",
        "29.10.2018",
        "29-10-2018 14:30",
        "2018-10-29",
        "2018-10-29T14:30:00Z",
        "29 October 2018",
        "29th Oct 2018",
        "29-Oct-18",
        "Monday 29 October 2018",
        "October 29, 2018",
        " Mon, 29 Oct 2018 ",
    ],
)
def test_a_day_is_read_as_people_and_programs_write_it(cell):
    assert read_day(cell) == DAY


@pytest.mark.parametrize("cell", ["", "soon", "31/02/2018", "43402", "10/29/2018", "29/10/0018", "29/10", "²/1/2018"])
def test_what_is_no_real_day_is_none(cell):
    assert read_day(cell) is None


def test_the_order_decides_which_number_is_the_month():
    assert [read_day("03/04/2026", order) for order in Order] == [date(2026, 4, 3), date(2026, 3, 4)]


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2026", "29/10/2018"], Order.DAY),
        (["03/04/2026", "10/29/2018"], Order.MONTH),
        (["03/04/2026", "12/05/2026"], None),
        (["04/04/2026"], Order.DAY),
        (["2026-03-04", "3 April 2026"], Order.DAY),
        ([], Order.DAY),
    ],
)
def test_the_order_is_left_open_only_where_every_day_can_be_read_both_ways(cells, order):
    assert order_of(cells) == order


@given(st.text(max_size=40))
def test_any_cell_is_a_day_or_none(cell):
    assert read_day(cell) is None or isinstance(read_day(cell), date)


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%B %d %Y"])
)
def test_every_day_comes_back_as_it_was_written(day, pattern):
    assert read_day(day.strftime(pattern)) == day
