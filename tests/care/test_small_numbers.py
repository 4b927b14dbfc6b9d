"""What is hidden cannot be worked out."""

from collections import defaultdict
from itertools import product

import pytest

from care.small_numbers import FEWEST, hide_small, total


def test_every_hidden_figure_of_every_small_table_may_be_several_numbers():
    possible = defaultdict(lambda: [set(), set(), set(), set()])
    for counts in product(range(11), repeat=4):
        figures = dict(zip("abcd", counts, strict=True))
        seen = (tuple(hide_small(figures).values()), total(figures))
        for place, count in enumerate(counts):
            possible[seen][place].add(count)

    known = [
        seen
        for seen, cells in possible.items()
        for place, cell in enumerate(cells)
        if seen[0][place] is None and len(cell) == 1
    ]
    small = [seen for seen in possible if any(count is not None and count < FEWEST for count in seen[0])]

    assert (known, small) == ([], [])


@pytest.mark.parametrize(
    ("counts", "shown", "in_all"),
    [
        ([], [], None),
        ([4], [None], None),
        ([5], [5], 5),
        ([6, 7], [6, 7], 13),
        ([9, 6, 1], [9, None, None], 16),
        ([9, 6, 4, 3], [9, 6, None, None], 22),
        ([9, 6, 0, 0], [9, None, None, None], 15),
        ([1, 1, 1], [None, None, None], None),
    ],
)
def test_small_figures_and_one_more_where_it_is_needed_are_hidden(counts, shown, in_all):
    figures = {str(place): count for place, count in enumerate(counts)}

    assert (list(hide_small(figures).values()), total(figures)) == (shown, in_all)
