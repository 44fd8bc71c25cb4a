"""What is promised: the due list and all follow-ups."""

import sqlite3
from datetime import date, timedelta
from typing import Any

from salesmap.core.clock import Clock, from_instant
from salesmap.core.i18n import _, key_of
from salesmap.core.periods import Period
from salesmap.core.table import Table, columns
from salesmap.reports.errors import UnknownStatusError
from salesmap.reports.query.statements import statements

COLUMNS = columns(
    "id:int lead_id:int lead customer kind:word what due_on:day days_overdue:int owner stage:key:stage_words value:money currency "
    "phone done_at:instant"
)
BRIEF = ("id", "due_on", "days_overdue", "lead", "what", "phone", "owner")
BROKEN = columns(
    "id:int lead_id:int lead customer kind:word what due_on:day days_late:int state:text:state_words done_at:instant owner "
    "stage:key:stage_words value:money currency phone"
)
_BROKEN_BRIEF = ("id", "due_on", "days_late", "state", "lead", "what", "owner")
_STATES = {
    "open": "done_at IS NULL AND dropped_at IS NULL",
    "done": "done_at IS NOT NULL",
    "dropped": "dropped_at IS NOT NULL",
    "all": "1",
}


def due(
    connection: sqlite3.Connection, today: date, until: date, lang: str, owner: str | None = None
) -> Table:
    """Open follow-ups due on or before `until`, oldest first."""
    parameters = {"until": until.isoformat(), "owner": owner}
    mine = " AND lower(owner) = lower(:owner)" if owner else ""
    return _find(
        connection, today, lang, f"{_STATES['open']} AND due_on <= :until{mine}", parameters
    )


def find(
    connection: sqlite3.Connection,
    today: date,
    lang: str,
    state: str = "open",
    lead_id: int | None = None,
    owner: str | None = None,
) -> Table:
    """Follow-ups in a state (`open done dropped all`), of one lead or one owner if named, by due date."""
    state = key_of(state, _STATES)
    if state not in _STATES:
        raise UnknownStatusError(state, _STATES)
    conditions = [_STATES[state]]
    if lead_id is not None:
        conditions.append("lead_id = :lead_id")
    if owner:
        conditions.append("lower(owner) = lower(:owner)")
    return _find(
        connection, today, lang, " AND ".join(conditions), {"lead_id": lead_id, "owner": owner}
    )


def one(connection: sqlite3.Connection, today: date, lang: str, followup_id: int) -> Table:
    """One follow-up, as a list of one row."""
    return _find(connection, today, lang, "id = :id", {"id": followup_id})


def broken(
    connection: sqlite3.Connection,
    clock: Clock,
    period: Period,
    lang: str,
    owner: str | None = None,
) -> Table:
    """Promises due in a time and not kept in it: still open though their day is over, or done after it, with the days that they
    were late or are so far. One given up is none."""
    today = clock.today()
    # A day of UTC and one of the viewer's are one apart at most: what was done before the day it was due needs no closer look.
    where = "due_on >= :since AND due_on <= :until AND dropped_at IS NULL AND (done_at IS NULL OR substr(done_at, 1, 10) >= due_on)"
    mine = " AND lower(owner) = lower(:owner)" if owner else ""
    until = min(period.until, today - timedelta(days=1))
    bounds = {"since": period.since.isoformat(), "until": until.isoformat(), "owner": owner}
    values = []
    for row in _sheet(connection, lang, where + mine, bounds):
        ended = clock.day_of(from_instant(row[12])) if row[12] else today
        words = _("done late") if row[12] else _("still open")
        if late := max(0, (ended - date.fromisoformat(row[6])).days):
            values.append(
                (*row[:7], late, "done" if row[12] else "open", row[12], *row[7:12], row[14], words)
            )
    return Table(BROKEN, values, _BROKEN_BRIEF, ("stage_words", "state_words"))


def _find(
    connection: sqlite3.Connection, today: date, lang: str, where: str, parameters: dict[str, Any]
) -> Table:
    found = _sheet(connection, lang, where, parameters)
    return Table(
        COLUMNS,
        [(*row[:7], _days_overdue(row, today), *row[7:13], row[14]) for row in found],
        BRIEF,
        ("stage_words",),
    )


def _sheet(
    connection: sqlite3.Connection, lang: str, where: str, parameters: dict[str, Any]
) -> list[tuple[Any, ...]]:
    query = f"SELECT * FROM ({statements(__file__)['sheet']}) AS sheet WHERE {where} ORDER BY due_on, id"
    return connection.execute(query, {**parameters, "lang": lang}).fetchall()


def _days_overdue(row: tuple[Any, ...], today: date) -> int | None:
    done_or_dropped = row[12] or row[13]
    return None if done_or_dropped else max(0, (today - date.fromisoformat(row[6])).days)
