"""Distributions of a number over closed leads: won, lost, and both together."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from salesmap.core.i18n import N_
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import median

CLOSED = N_("closed")
"""The outcome that stands for won and lost together."""


class Spread(NamedTuple):
    """Number, median, mean, minimum, maximum and sum of some numbers."""

    cases: int
    median: float
    mean: float
    min: int
    max: int
    total: int


def spread(ordered: Sequence[int]) -> Spread:
    """Return the spread of numbers in ascending order; there must be one."""
    total = sum(ordered)
    return Spread(
        len(ordered), median(ordered), total / len(ordered), ordered[0], ordered[-1], total
    )


def spreads_by_outcome(query: ReportQuery, sql: str) -> list[tuple[tuple[Any, ...], Spread]]:
    """Return ((*group, outcome), spread) for the outcomes won, lost and closed that occur.

    `sql` selects the group, the status and its numbers as a JSON list.
    """
    numbers: dict[tuple[Any, ...], list[int]] = {}
    for *group, status, values in query.rows(sql, "closed_on", keys=1):
        for outcome in (status, CLOSED):
            numbers.setdefault((*group, outcome), []).extend(json.loads(values))
    groups = dict.fromkeys(key[:-1] for key in numbers)
    keys = ((*group, outcome) for group in groups for outcome in ("won", "lost", CLOSED))
    return [(key, spread(sorted(numbers[key]))) for key in keys if key in numbers]


def leads_by_outcome(query: ReportQuery, sql: str) -> list[tuple[Any, ...]]:
    """Return (*group, outcome, lead): each lead under its status and under closed."""
    return [
        (*group, outcome, lead)
        for *group, status, lead in query.rows(sql, "closed_on")
        for outcome in (status, CLOSED)
    ]
