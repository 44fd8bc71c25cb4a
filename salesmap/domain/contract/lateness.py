"""How late payments come, from those that came."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from salesmap.core.figures.rounding import half_up


class Lateness(NamedTuple):
    """Days after the day due: the lower quartile, the median, the upper quartile."""

    early: int
    usual: int
    late: int


ON_TIME = Lateness(0, 0, 0)


def lateness(days: Sequence[int]) -> Lateness:
    """Return the quartiles by nearest rank, and the median rounded half up; of one day or more."""
    ordered = sorted(days)
    count = len(ordered)
    middle = Fraction(ordered[(count - 1) // 2] + ordered[count // 2], 2)
    return Lateness(ordered[-(-count // 4) - 1], half_up(middle), ordered[-(-3 * count // 4) - 1])
