"""Figures about people, with the small ones hidden.

A figure under 5 could single somebody out, so it is not shown. It must not follow from the others either: the smallest
of these is hidden too, with all that equal it, until what is hidden is at least two figures of at least 5 people, not
all of them 4. Then the total may stand beside them: hidden figures that differ may stand the other way round, and of
equal ones another may be bigger and its neighbour smaller. tests/care/test_small_numbers.py tries all small tables.
Where nothing is shown, the total is not either.
"""

from collections.abc import Mapping

FEWEST = 5


def hide_small(figures: Mapping[str, int]) -> dict[str, int | None]:
    """The figures in their order; None for what is not shown."""
    most = FEWEST - 1
    while tells([count for count in figures.values() if count <= most]):
        bigger = [count for count in figures.values() if count > most]
        if not bigger:
            break
        most = min(bigger)
    return {key: count if count > most else None for key, count in figures.items()}


def tells(hidden: list[int]) -> bool:
    """These can be worked out from their total, or are too few people to hide among."""
    too_few = len(hidden) < 2 or sum(hidden) < FEWEST
    return bool(hidden) and (too_few or sum(hidden) == len(hidden) * (FEWEST - 1))


def total(figures: Mapping[str, int]) -> int | None:
    """How many in all; None where no figure is shown."""
    shown = any(count is not None for count in hide_small(figures).values())
    return sum(figures.values()) if shown else None
