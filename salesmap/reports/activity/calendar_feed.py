"""What a calendar is told of the promises in a book."""

import sqlite3
from datetime import date, timedelta

from salesmap.core.clock import Clock, instant
from salesmap.domain.calendar_entry import CalendarEntry
from salesmap.reports.query.statements import statements

_DAYS_REMEMBERED = 60


def agenda(
    connection: sqlite3.Connection, clock: Clock, until: date, owner: str | None
) -> tuple[str, list[CalendarEntry]]:
    """The book's own id, and its promises due on or before `until`, with those kept or given up in the last two months."""
    since = instant(clock.now() - timedelta(days=_DAYS_REMEMBERED))
    parameters = {"owner": owner, "until": until.isoformat(), "since": since}
    rows = connection.execute(statements(__file__)["agenda"], parameters).fetchall()
    # An undo sets a version back, and a calendar heeds no lower number: how often the journal wrote of it only grows.
    return identity(connection), [
        CalendarEntry(*row[:-1])._replace(version=max(row[1], row[-1])) for row in rows
    ]


def identity(connection: sqlite3.Connection) -> str:
    """What tells this book from every other."""
    return str(connection.execute(statements(__file__)["identity"]).fetchone()[0])
