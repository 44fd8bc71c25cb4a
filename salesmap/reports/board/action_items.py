"""Action items: what reviews decided to do, and what became of it."""

from datetime import date, time, timedelta
from typing import Any

from salesmap.core.clock import Clock, instant
from salesmap.core.i18n import N_, _
from salesmap.core.periods import Period
from salesmap.core.table import Table, columns
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

COLUMNS = columns(
    "id:int what owner due_on:day days_overdue:int state:text:state_words recorded_at:instant "
    "actor done_at:instant dropped_at:instant note"
)
_OPEN_COLUMNS = ("id", "what", "owner", "due_on", "days_overdue", "recorded_at")
_DEFAULT_COLUMNS = ("id", "state", "what", "owner", "due_on", "days_overdue", "note")
_OPEN, _CLOSED_AT = "done_at IS NULL AND dropped_at IS NULL", "coalesce(done_at, dropped_at)"
_STATES = {"open": N_("still open"), "done": N_("finished"), "dropped": N_("canceled")}
_NEVER = "9999-12-31T23:59:59Z"


def still_open(connection: Connection, today: date, scope: LeadScope = EVERYTHING) -> Table:
    """Return the open action items, the most urgent first."""
    items = _find(connection, today, _NEVER, _OPEN, scope)
    return items._replace(default_columns=_OPEN_COLUMNS)


def every(connection: Connection, today: date, scope: LeadScope = EVERYTHING) -> Table:
    """Return all action items, the open ones first."""
    return _find(connection, today, _NEVER, "true", scope)


def one(connection: Connection, today: date, item_id: int) -> Table:
    """Return one action item as a table of one row."""
    return _find(connection, today, _NEVER, "id = :id", EVERYTHING, id=item_id)


def carried_over(
    connection: Connection, clock: Clock, period: Period, scope: LeadScope = EVERYTHING
) -> Table:
    """Return the action items that were open when a period ended, as they were then.

    A period that is not over ends now.
    """
    today = clock.today()
    is_over = period.until < today
    as_of = _first_instant(clock, period.until + timedelta(days=1)) if is_over else _NEVER
    items = _find(connection, min(today, period.until), as_of, _OPEN, scope)
    return items._replace(default_columns=_OPEN_COLUMNS)


def closed_in(
    connection: Connection, clock: Clock, period: Period, scope: LeadScope = EVERYTHING
) -> Table:
    """Return the action items that were done or canceled in a period."""
    start = _first_instant(clock, period.since)
    end = _first_instant(clock, period.until + timedelta(days=1))
    where = f"{_CLOSED_AT} >= :start AND {_CLOSED_AT} < :end"
    return _find(connection, clock.today(), _NEVER, where, scope, start=start, end=end)


def added_after(
    connection: Connection, clock: Clock, period: Period, scope: LeadScope = EVERYTHING
) -> Table:
    """Return the action items recorded after a period, such as in the review of it."""
    start = _first_instant(clock, period.until + timedelta(days=1))
    where = "recorded_at >= :start"
    items = _find(connection, clock.today(), _NEVER, where, scope, start=start)
    return items._replace(default_columns=_OPEN_COLUMNS)


def _find(
    connection: Connection,
    today: date,
    as_of: str,
    where: str,
    scope: LeadScope,
    **parameters: Any,
) -> Table:
    items = statements(__file__)["action_items"].replace("{in_scope}", scope.of_owners("owner"))
    query = (
        f"SELECT * FROM ({items}) AS items WHERE {where}"
        f" ORDER BY {_CLOSED_AT} IS NOT NULL, due_on IS NULL, due_on, id"
    )
    rows = connection.execute(query, {**scope.parameters(), "as_of": as_of, **parameters})
    return Table(COLUMNS, [_row(row, today) for row in rows], _DEFAULT_COLUMNS, ("state_words",))


def _row(row: tuple[Any, ...], today: date) -> tuple[Any, ...]:
    id, what, owner, due_on, recorded_at, actor, done_at, dropped_at, note = row
    state = "done" if done_at else "dropped" if dropped_at else "open"
    is_dated = state == "open" and due_on
    days_overdue = max(0, (today - date.fromisoformat(due_on)).days) if is_dated else None
    planned = (id, what, owner, due_on, days_overdue, state)
    return (*planned, recorded_at, actor, done_at, dropped_at, note, _(_STATES[state]))


def _first_instant(clock: Clock, day: date) -> str:
    return instant(clock.at(day, time()))
