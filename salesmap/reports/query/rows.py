"""What the rows of a report are made with: order of groups, shares, medians."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any


def in_order(keys: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return groups in the order of their values as text; an empty value comes first."""
    return sorted(keys, key=lambda key: [str(value or "") for value in key])


def share(part: float, whole: float) -> float | None:
    """Return part ÷ whole, or None where the whole is 0."""
    return part / whole if whole else None


def median(ordered: Sequence[float]) -> float:
    """Return the median of numbers in ascending order."""
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[middle])
    return (ordered[middle - 1] + ordered[middle]) / 2


@cache
def day_number(day: str) -> int:
    """Return the number of a day, to count the days between two: days are few, rows many."""
    return date.fromisoformat(day).toordinal()
