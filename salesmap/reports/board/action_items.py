"""What reviews resolved to do, and what became of it."""

import sqlite3
from datetime import date, time, timedelta
from typing import Any

from salesmap.core.clock import Clock, instant
from salesmap.core.i18n import N_, _
from salesmap.core.periods import Period
from salesmap.core.table import Table, columns
from salesmap.reports.query.statements import statements

COLUMNS = columns(
    "id:int what owner due_on:day days_overdue:int state:text:state_words recorded_at:instant actor done_at:instant dropped_at:instant note"
)
_BRIEF = ("id", "what", "owner", "due_on", "days_overdue", "recorded_at")
_ENDED_BRIEF = ("id", "state", "what", "owner", "due_on", "days_overdue", "note")
_OPEN, _ENDED = "done_at IS NULL AND dropped_at IS NULL", "coalesce(done_at, dropped_at)"
_STATES = {"open": N_("still open"), "done": N_("finished"), "dropped": N_("canceled")}
_NEVER = "9999-12-31T23:59:59Z"


def still_open(connection: sqlite3.Connection, today: date, owner: str | None = None) -> Table:
    """The points that are neither done nor dropped, the most urgent first."""
    return _find(connection, today, _NEVER, _OPEN, owner)._replace(default_columns=_BRIEF)


def every(connection: sqlite3.Connection, today: date, owner: str | None = None) -> Table:
    """All points, the open ones first."""
    return _find(connection, today, _NEVER, "1", owner)


def one(connection: sqlite3.Connection, today: date, point_id: int) -> Table:
    """One point, as a list of one row."""
    return _find(connection, today, _NEVER, "id = :id", None, id=point_id)


def carried_over(
    connection: sqlite3.Connection, clock: Clock, period: Period, owner: str | None = None
) -> Table:
    """The points that were open when the time was over, as they stood then; a time under way ends now."""
    today = clock.today()
    then = (
        _first_instant(clock, period.until + timedelta(days=1)) if period.until < today else _NEVER
    )
    return _find(connection, min(today, period.until), then, _OPEN, owner)._replace(
        default_columns=_BRIEF
    )


def ended(
    connection: sqlite3.Connection, clock: Clock, period: Period, owner: str | None = None
) -> Table:
    """The points that were done or dropped within the time."""
    start, end = (
        _first_instant(clock, period.since),
        _first_instant(clock, period.until + timedelta(days=1)),
    )
    within = f"{_ENDED} >= :start AND {_ENDED} < :end"
    return _find(connection, clock.today(), _NEVER, within, owner, start=start, end=end)


def resolved_since(
    connection: sqlite3.Connection, clock: Clock, period: Period, owner: str | None = None
) -> Table:
    """The points recorded after the time was over, in the meeting that looked back on it, say."""
    start = _first_instant(clock, period.until + timedelta(days=1))
    return _find(
        connection, clock.today(), _NEVER, "recorded_at >= :start", owner, start=start
    )._replace(default_columns=_BRIEF)


def _find(
    connection: sqlite3.Connection,
    today: date,
    then: str,
    where: str,
    owner: str | None,
    **parameters: Any,
) -> Table:
    query = (
        f"SELECT * FROM ({statements(__file__)['points']}) AS points WHERE {where}"
        f" ORDER BY {_ENDED} IS NOT NULL, due_on IS NULL, due_on, id"
    )
    values = []
    for row in connection.execute(query, {"then": then, "owner": owner, **parameters}).fetchall():
        done_at, dropped_at = row[6:8]
        state = "done" if done_at else "dropped" if dropped_at else "open"
        overdue = (
            max(0, (today - date.fromisoformat(row[3])).days)
            if state == "open" and row[3]
            else None
        )
        values.append((*row[:4], overdue, state, *row[4:], _(_STATES[state])))
    return Table(COLUMNS, values, _ENDED_BRIEF, ("state_words",))


def _first_instant(clock: Clock, day: date) -> str:
    return instant(clock.at(day, time()))
