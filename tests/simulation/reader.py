"""The rows of the database as another program reads them."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from salesmap.store.tables import JOURNALED

from .model import Lead, Rows

_LEADS = """
SELECT l.id, l.status, s.key, l.owner, l.value_cents, l.caretaker
FROM lead l JOIN stage s ON s.id = l.stage_id
"""


class Reader:
    """A connection that only reads, and every row that it saw last."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.rows: Rows = {}
        self.rows = self.all_rows()
        self._seen = self._look()

    def close(self) -> None:
        self.connection.close()

    def now(self) -> Rows:
        """Return every row: the tables that changes since the last look touched are read anew.

        What was written outside a change is found by comparing with `all_rows`.
        """
        (version, newest), self._seen = self._seen, self._look()
        if self._seen[0] == version:
            return self.rows
        touched = self.connection.execute(
            "SELECT DISTINCT table_name FROM change_row WHERE change_id >= ?", (newest,)
        )
        return self._read({table for (table,) in touched})

    def all_rows(self) -> Rows:
        """Return every row, each read anew."""
        return self._read(JOURNALED)

    def leads(self) -> dict[int, Lead]:
        return {id: Lead(*state) for id, *state in self.connection.execute(_LEADS)}

    def _look(self) -> tuple[int, int]:
        """Return the version of the file, which grows with each write, and the newest change."""
        (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        query = "SELECT coalesce(max(id), 0) FROM change"
        (newest,) = self.connection.execute(query).fetchone()
        return version, newest

    def _read(self, tables: Iterable[str]) -> Rows:
        rows = {key: row for key, row in self.rows.items() if key[0] not in tables}
        for table in tables:
            for row in self.connection.execute(f"SELECT * FROM {table}"):
                rows[table, row[0]] = row
        return rows
