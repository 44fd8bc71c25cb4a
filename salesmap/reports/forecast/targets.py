"""Targets beside what was reached: gap, progress, pace needed and projection."""

from datetime import date, time, timedelta
from typing import NamedTuple

from salesmap.core.calendar import WorkingDays
from salesmap.core.clock import Clock, instant
from salesmap.core.folding import fold
from salesmap.core.periods import Period
from salesmap.core.table import Table, columns, grouped
from salesmap.reports.query.rows import share
from salesmap.reports.query.scope import STORED, Amounts
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "owner period kind:word target:number:target_shown actual:number:actual_shown "
    "gap:number:gap_shown progress:ratio pace_needed:number:pace_shown "
    "projection:number:projection_shown since:day until:day team"
)
_DEFAULT_COLUMNS = (
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
_TEAM = len(COLUMNS) - 1
_WORDS = ("target_shown", "actual_shown", "gap_shown", "pace_shown", "projection_shown")


class TargetFilter(NamedTuple):
    """Which targets: all or only current ones, those within a period or touching one, of some
    owners or teams, of a kind."""

    all: bool = False
    period: Period | None = None
    owners: tuple[str, ...] = ()
    kind: str | None = None
    touching: Period | None = None
    amounts: Amounts = STORED
    teams: tuple[str, ...] = ()


class MeasuredTarget(NamedTuple):
    """A target and what was reached, in major units.

    `days` are the working days of its period, `days_left` those left, today among them.
    """

    owner: str | None
    period: str
    kind: str
    target: float
    actual: float
    since: str
    until: str
    days: int
    days_left: int
    team: str | None = None

    @property
    def gap(self) -> float:
        """What is missing, at least 0."""
        return max(0.0, self.target - self.actual)

    @property
    def progress(self) -> float | None:
        """Actual ÷ target."""
        return share(self.actual, self.target)

    @property
    def pace_needed(self) -> float | None:
        """What is needed on each working day left."""
        return self.gap / self.days_left if self.days_left else None

    @property
    def projection(self) -> float | None:
        """The result if each working day brings what those before today brought."""
        if not self.days_left:
            return self.actual
        passed = self.days - self.days_left
        return self.actual / passed * self.days if passed else None


def targets(
    connection: Connection, clock: Clock, calendar: WorkingDays, chosen: TargetFilter
) -> Table:
    """Return a row for each chosen target."""
    rows = []
    for target in measured_targets(connection, clock, calendar, chosen):
        figures = (
            target.target,
            target.actual,
            target.gap,
            target.progress,
            target.pace_needed,
            target.projection,
        )
        texts = (_text(figure) for figure in (*figures[:3], *figures[4:]))
        rows.append(
            (
                target.owner,
                target.period,
                target.kind,
                *map(_whole, figures),
                target.since,
                target.until,
                target.team,
                *texts,
            )
        )
    has_teams = any(row[_TEAM] is not None for row in rows)
    shown = (_DEFAULT_COLUMNS[0], "team", *_DEFAULT_COLUMNS[1:]) if has_teams else _DEFAULT_COLUMNS
    return Table(COLUMNS, rows, shown, _WORDS)


def measured_targets(
    connection: Connection, clock: Clock, calendar: WorkingDays, chosen: TargetFilter
) -> list[MeasuredTarget]:
    """Return the chosen targets, each with what was reached."""
    today = clock.today()
    rows = connection.execute(_SQL["targets"], _parameters(chosen, today)).fetchall()
    measured = []
    owners = {fold(name) for name in chosen.owners}
    teams = {fold(name) for name in chosen.teams}
    for owner, team, period, since, until, kind, amount in rows:
        is_own = fold(owner or "") in owners or (team is not None and fold(team) in teams)
        if (owners or teams) and not is_own:
            continue
        bounds = target_bounds(clock, owner, since, until, team)
        statement = chosen.amounts.in_figures(_SQL[kind])
        (actual,) = connection.execute(statement, bounds).fetchone()
        unit = 100 if kind == "value" else 1
        days = calendar.between(date.fromisoformat(since), date.fromisoformat(until))
        left = sum(day >= today for day in days)
        measured.append(
            MeasuredTarget(
                owner,
                period,
                kind,
                amount / unit,
                actual / unit,
                since,
                until,
                len(days),
                left,
                team,
            )
        )
    return measured


def _parameters(chosen: TargetFilter, today: date) -> dict[str, object]:
    period, touching = chosen.period, chosen.touching
    return {
        "all": chosen.all or period is not None or touching is not None,
        "today": today.isoformat(),
        "kind": chosen.kind,
        "since": period and period.since.isoformat(),
        "until": period and period.until.isoformat(),
        "touching_since": touching and touching.since.isoformat(),
        "touching_until": touching and touching.until.isoformat(),
    }


def target_bounds(
    clock: Clock, owner: str | None, since: str, until: str, team: str | None = None
) -> dict[str, str | None]:
    """Return the parameters of what counts for a target: whose, days, and the days as instants."""
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    return {
        "owner": owner,
        "team": fold(team) if team else None,
        "since": since,
        "until": until,
        "from": instant(clock.at(first, time())),
        "to": instant(clock.at(last + timedelta(days=1), time())),
    }


def _whole(value: float | None) -> float | None:
    """Return a whole number as an int, for JSON."""
    return int(value) if value is not None and value == int(value) else value


def _text(value: float | None) -> str | None:
    return None if value is None else grouped(value)
