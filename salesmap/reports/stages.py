"""The stages of the book's process."""

import sqlite3

from salesmap.reports.sql import statements


def default_process(connection: sqlite3.Connection) -> str:
    """The key of the book's first process."""
    return str(connection.execute(statements("leads")["stages"]).fetchone()[4])


def default_stages(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """(key, English label, Chinese label) of the stages of the book's first process, in order."""
    rows = connection.execute(statements("leads")["stages"]).fetchall()
    return [(row[1], row[2], row[3]) for row in rows if row[4] == rows[0][4]]
