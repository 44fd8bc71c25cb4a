"""Figures of receivables: what fell due, how old it is, how much of it came."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from salesmap.domain.contract.state import PartFacts, part_days_overdue

BUCKETS = (30, 60, 90)
"""The last day of each age but the oldest."""


class Ageing(NamedTuple):
    """The open parts by age: not due (the day itself included), and overdue by days."""

    not_due: int = 0
    d1_30: int = 0
    d31_60: int = 0
    d61_90: int = 0
    over_90: int = 0

    @property
    def overdue(self) -> int:
        """Return what is overdue, however long."""
        return sum(self[1:])


class Collection(NamedTuple):
    """What fell due through a day, and what of those parts has been received."""

    due: int
    received_due: int


def ageing(parts: Iterable[PartFacts], today: str) -> Ageing:
    """Return the open parts by age."""
    amounts = [0] * len(Ageing._fields)
    for part in parts:
        days = part_days_overdue(part, today)
        bucket = sum(days > last for last in (0, *BUCKETS))
        amounts[bucket] += max(part.open, 0)
    return Ageing(*amounts)


def collection(parts: Iterable[PartFacts], today: str) -> Collection:
    """Return what fell due through today, and what came of it."""
    fallen = [part for part in parts if part.due_on is not None and part.due_on <= today]
    return Collection(sum(part.amount for part in fallen), sum(part.received for part in fallen))


def rate(received: int, whole: int) -> Fraction | None:
    """Return received ÷ the whole, None where that is nothing."""
    return Fraction(received, whole) if whole else None


def dso(invoiced: int, received: int, invoiced_in_time: int, days: int) -> Fraction | None:
    """Return the days of sales outstanding: (invoiced − received) ÷ invoiced in the time × days.

    The first two run to the end of the time. None where nothing was invoiced in it.
    """
    if not invoiced_in_time:
        return None
    return Fraction(invoiced - received, invoiced_in_time) * days


def days_of(since: str, until: str) -> int:
    """Return the days of a time, both ends included."""
    return (date.fromisoformat(until) - date.fromisoformat(since)).days + 1
