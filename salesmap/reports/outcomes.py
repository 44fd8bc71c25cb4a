"""How leads end: win rate and cycle, for the whole book or by a dimension."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from salesmap.errors import Unreadable
from salesmap.i18n import _, mark
from salesmap.reports.cohort import Cohort
from salesmap.reports.sql import statements
from salesmap.rows import Rows, columns

DIMENSIONS = {
    "owner": "l.owner",
    "source": "l.source",
    "product": "l.product",
    "region": "l.region",
    "customer": "c.name",
    "month": "substr(l.closed_on, 1, 7)",
}
CLOSED = mark("closed")
_WHOLE = "NULL"


def winrate(connection: sqlite3.Connection, cohort: Cohort, by: str | None = None) -> Rows:
    """Won ÷ (won + lost), by count and by value, of the leads closed from `since` to `until`; dropped leads are in neither.

    Raises Unreadable for an unknown dimension.
    """
    rows = []
    for group, won, lost, value_won, value_lost in _ask(connection, "winrate", cohort, by):
        rate, value_rate = _share(won, lost), _share(value_won, value_lost)
        rows.append((*_lead_in(by, group), won, lost, rate, value_won, value_lost, value_rate))
    if not rows and by is None:
        rows.append((0, 0, None, 0, 0, None))
    return Rows(
        columns(f"{by or ''} won:int lost:int rate:ratio::win_rate value_won:money value_lost:money value_rate:ratio::value_win_rate"), rows
    )


def cycle(connection: sqlite3.Connection, cohort: Cohort, by: str | None = None) -> Rows:
    """Days from created to closed, by calendar day: count, median (the mean of the two middle values for an even count),
    mean, least and most, of won leads, lost leads, and both (`closed`)."""
    lengths: dict[tuple[Any, str], list[tuple[int, int]]] = {}
    for group, status, days, count in _ask(connection, "cycle", cohort, by):
        for outcome in (status, CLOSED):
            lengths.setdefault((group, outcome), []).append((days, count))
    groups = dict.fromkeys(group for group, _outcome in lengths)
    rows = [
        (*_lead_in(by, group), outcome, *_spread(lengths[group, outcome]))
        for group in groups
        for outcome in ("won", "lost", CLOSED)
        if (group, outcome) in lengths
    ]
    return Rows(columns(f"{by or ''} outcome:word count:int median:number mean:number min:int max:int"), rows)


def _ask(connection: sqlite3.Connection, name: str, cohort: Cohort, by: str | None) -> list[tuple[Any, ...]]:
    if by is not None and by not in DIMENSIONS:
        raise Unreadable(_("There is no dimension {name!r}: it is one of {known}.").format(name=by, known=", ".join(DIMENSIONS)))
    condition = cohort.condition(day="closed_on")
    sql = statements("outcomes")[name].replace("{condition}", condition).replace("{dimension}", DIMENSIONS[by] if by else _WHOLE)
    return connection.execute(sql, cohort.parameters()).fetchall()


def _lead_in(by: str | None, group: Any) -> tuple[Any, ...]:
    return (group,) if by else ()


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None


def _spread(lengths: Iterable[tuple[int, int]]) -> tuple[int, float, float, int, int]:
    ordered = sorted(lengths)
    count = sum(times for _days, times in ordered)
    total = sum(days * times for days, times in ordered)
    median = (_nth(ordered, (count - 1) // 2) + _nth(ordered, count // 2)) / 2
    return count, median, total / count, ordered[0][0], ordered[-1][0]


def _nth(ordered: list[tuple[int, int]], place: int) -> int:
    for days, times in ordered:
        if place < times:
            return days
        place -= times
    raise IndexError(place)
