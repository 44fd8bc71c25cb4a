"""What the database file is and holds."""

import sqlite3
from pathlib import Path

from salesmap.core.table import Table, columns
from salesmap.reports.query.statements import statements
from salesmap.store.schema.version import version_of

COLUMNS = columns(
    "path bytes:int schema:int journal_mode sqlite pipeline leads:int open:int customers:int contacts:int followups:int "
    "interactions:int expectations:int changes:int"
)

BRIEF = ("path", "bytes", "schema", "pipeline", "leads", "open", "changes")


def inventory(connection: sqlite3.Connection, path: Path) -> Table:
    """One row about the file."""
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    pipelines = ", ".join(
        dict.fromkeys(row[4] for row in connection.execute(statements("lead/leads")["stages"]))
    )
    counts = connection.execute(statements("data/database_stats")["counts"]).fetchone()
    facts = (
        str(path),
        path.stat().st_size,
        version_of(connection, path),
        mode,
        sqlite3.sqlite_version,
        pipelines,
    )
    return Table(COLUMNS, [(*facts, *counts)], BRIEF)
