"""When a customer is to buy again: by its own purchases, else by its tier.

Days are numbers, see `date.toordinal`.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

FEWEST = 3
"""How many purchases, on different days, it takes to tell how often a customer buys."""

PATIENCE = 1.5
"""How many times its usual gap a customer may let pass."""


def median_gap(days: Sequence[int]) -> float | None:
    """Return the median days between purchases on different days, ascending; None for too few."""
    if len(days) < FEWEST:
        return None
    gaps = sorted(after - before for before, after in pairwise(days))
    middle = len(gaps) // 2
    return gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) / 2


def repurchase_on(days: Sequence[int], usual_days: int | None) -> int | None:
    """Return the day from which a repurchase is due; None where nothing tells."""
    gap = median_gap(days)
    if gap is not None:
        return days[-1] + ceil(PATIENCE * gap)
    return days[-1] + usual_days if usual_days and days else None
