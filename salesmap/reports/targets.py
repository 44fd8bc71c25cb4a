"""Targets beside what was reached: progress, gap, the pace that is needed, and where it leads if it goes on so."""

import sqlite3
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from salesmap.clock import Clock, instant
from salesmap.periods import Period
from salesmap.reports.asked import share
from salesmap.reports.sql import statements
from salesmap.rows import Rows, columns
from salesmap.working_days import WorkingDays

COLUMNS = columns(
    "owner period kind:word target:number:target_shown actual:number:actual_shown gap:number:gap_shown progress:ratio "
    "pace_needed:number:pace_shown projection:number:projection_shown since:day until:day"
)
_BRIEF = ("owner", "period", "kind", "target", "actual", "gap", "progress", "pace_needed", "projection")
_WORDS = ("target_shown", "actual_shown", "gap_shown", "pace_shown", "projection_shown")


class Wanted(NamedTuple):
    """Which targets: `every` one or those that are running, those within a `period`, those within a time or `around` it,
    of an owner, of a kind."""

    every: bool = False
    period: Period | None = None
    owner: str | None = None
    kind: str | None = None
    around: Period | None = None


def targets(connection: sqlite3.Connection, clock: Clock, calendar: WorkingDays, wanted: Wanted) -> Rows:
    """The targets that are wanted. `gap` is what is missing; `pace_needed` is what must come on each working day left, today among
    them; `projection` is what the time ends with if each working day brings what those so far brought. Values are in major units."""
    sql, today, period, around = statements("targets"), clock.today(), wanted.period, wanted.around
    parameters = {
        "all": wanted.every or period is not None or around is not None, "today": today.isoformat(),
        "owner": wanted.owner, "kind": wanted.kind,
        "since": period and period.since.isoformat(), "until": period and period.until.isoformat(),
        "around_since": around and around.since.isoformat(), "around_until": around and around.until.isoformat(),
    }  # fmt: skip
    rows = []
    for owner, name, since, until, kind, amount in connection.execute(sql["targets"], parameters).fetchall():
        bounds = {"since": since, "until": until, "owner": owner, **_instants(clock, since, until)}
        (actual,) = connection.execute(sql[kind], bounds).fetchone()
        unit = 100 if kind == "value" else 1
        days = calendar.between(date.fromisoformat(since), date.fromisoformat(until))
        figures = _figures(amount / unit, actual / unit, days, today)
        shown = (_shown(each) for each in (*figures[:3], *figures[4:]))
        rows.append((owner, name, kind, *map(_plain, figures), since, until, *shown))
    return Rows(COLUMNS, rows, _BRIEF, _WORDS)


def _figures(target: float, actual: float, days: Sequence[date], today: date) -> tuple[float | None, ...]:
    """Target, actual, gap, progress, pace needed, projection, over the working days of the time."""
    left = sum(day >= today for day in days)
    passed = len(days) - left
    gap = max(0.0, target - actual)
    projection = actual if not left else actual / passed * len(days) if passed else None
    return target, actual, gap, share(actual, target), gap / left if left else None, projection


def _instants(clock: Clock, since: str, until: str) -> dict[str, str]:
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    return {"from": instant(clock.at(first, time())), "to": instant(clock.at(last + timedelta(days=1), time()))}


def _plain(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def _shown(value: float | None) -> str | None:
    return None if value is None else f"{value:,.2f}".removesuffix(".00")
