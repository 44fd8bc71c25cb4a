"""Targets beside what was reached: progress, gap, the pace that is needed, and where it leads if it goes on so."""

import sqlite3
from datetime import date, time, timedelta
from typing import NamedTuple

from salesmap.core.calendar import WorkingDays
from salesmap.core.clock import Clock, instant
from salesmap.core.periods import Period
from salesmap.core.table import Table, columns, grouped
from salesmap.reports.query.rows import share
from salesmap.reports.query.statements import statements

COLUMNS = columns(
    "owner period kind:word target:number:target_shown actual:number:actual_shown gap:number:gap_shown progress:ratio "
    "pace_needed:number:pace_shown projection:number:projection_shown since:day until:day"
)
_BRIEF = (
    "owner",
    "period",
    "kind",
    "target",
    "actual",
    "gap",
    "progress",
    "pace_needed",
    "projection",
)
_WORDS = ("target_shown", "actual_shown", "gap_shown", "pace_shown", "projection_shown")


class Wanted(NamedTuple):
    """Which targets: `every` one or those that are running, those within a `period`, those `touching` another time,
    of an owner, of a kind."""

    every: bool = False
    period: Period | None = None
    owner: str | None = None
    kind: str | None = None
    touching: Period | None = None


class Measured(NamedTuple):
    """A target beside what was reached, in major units: over so many working days, so many of them left."""

    owner: str | None
    period: str
    kind: str
    target: float
    actual: float
    since: str
    until: str
    days: int
    left: int

    @property
    def gap(self) -> float:
        """What is missing."""
        return max(0.0, self.target - self.actual)

    @property
    def progress(self) -> float | None:
        """What was reached of it."""
        return share(self.actual, self.target)

    @property
    def pace_needed(self) -> float | None:
        """What must come on each working day left, today among them."""
        return self.gap / self.left if self.left else None

    @property
    def projection(self) -> float | None:
        """What the time ends with if each working day brings what those so far brought."""
        passed = self.days - self.left
        if not self.left:
            return self.actual
        return self.actual / passed * self.days if passed else None


def targets(
    connection: sqlite3.Connection, clock: Clock, calendar: WorkingDays, wanted: Wanted
) -> Table:
    """The targets that are wanted, each with its gap, progress, pace needed and projection (see `Measured`)."""
    rows = []
    for each in measured(connection, clock, calendar, wanted):
        figures = (
            each.target,
            each.actual,
            each.gap,
            each.progress,
            each.pace_needed,
            each.projection,
        )
        shown = (_shown(figure) for figure in (*figures[:3], *figures[4:]))
        rows.append(
            (
                each.owner,
                each.period,
                each.kind,
                *map(_plain, figures),
                each.since,
                each.until,
                *shown,
            )
        )
    return Table(COLUMNS, rows, _BRIEF, _WORDS)


def measured(
    connection: sqlite3.Connection, clock: Clock, calendar: WorkingDays, wanted: Wanted
) -> list[Measured]:
    """The targets that are wanted, each with what was reached."""
    sql, today, period, touching = (
        statements(__file__),
        clock.today(),
        wanted.period,
        wanted.touching,
    )
    parameters = {
        "all": wanted.every or period is not None or touching is not None, "today": today.isoformat(),
        "owner": wanted.owner, "kind": wanted.kind,
        "since": period and period.since.isoformat(), "until": period and period.until.isoformat(),
        "touching_since": touching and touching.since.isoformat(), "touching_until": touching and touching.until.isoformat(),
    }  # fmt: skip
    found = []
    for owner, name, since, until, kind, amount in connection.execute(
        sql["targets"], parameters
    ).fetchall():
        (actual,) = connection.execute(sql[kind], bounds(clock, owner, since, until)).fetchone()
        unit = 100 if kind == "value" else 1
        days = calendar.between(date.fromisoformat(since), date.fromisoformat(until))
        left = sum(day >= today for day in days)
        found.append(
            Measured(owner, name, kind, amount / unit, actual / unit, since, until, len(days), left)
        )
    return found


def bounds(clock: Clock, owner: str | None, since: str, until: str) -> dict[str, str | None]:
    """Whose deeds count for a target, by day and by instant."""
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    instants = {
        "from": instant(clock.at(first, time())),
        "to": instant(clock.at(last + timedelta(days=1), time())),
    }
    return {"owner": owner, "since": since, "until": until, **instants}


def _plain(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def _shown(value: float | None) -> str | None:
    return None if value is None else grouped(value)
