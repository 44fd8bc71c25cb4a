"""Who changed what, when, and with which command."""

import sqlite3

from salesmap.core.i18n import journaled
from salesmap.core.table import Table, columns
from salesmap.reports.query.statements import statements

COLUMNS = columns("id:int at:instant actor command summary rows:int undone_by:int")
BRIEF = ("id", "at", "actor", "summary", "rows", "command")


def history(connection: sqlite3.Connection, limit: int = 0, lead_id: int | None = None) -> Table:
    """The changes of the book, or those that touched one lead, newest first. Limit 0: all."""
    name = "all" if lead_id is None else "of_lead"
    return _rows(connection, name, limit=limit or -1, lead_id=lead_id)


def one(connection: sqlite3.Connection, change_id: int) -> Table:
    """One change, as a list of one row."""
    return _rows(connection, "one", id=change_id)


def _rows(connection: sqlite3.Connection, name: str, **parameters: int | None) -> Table:
    found = connection.execute(statements(__file__)[name], parameters).fetchall()
    return Table(COLUMNS, [(*row[:4], journaled(row[4], row[5]), *row[6:]) for row in found], BRIEF)


def total(connection: sqlite3.Connection) -> int:
    """How many changes the book has seen."""
    return int(connection.execute(statements(__file__)["total"]).fetchone()[0])
