"""What a database file says of itself."""

import sqlite3
from pathlib import Path

from salesmap.store.connection import Connection
from salesmap.store.file.version import version_of


def details(connection: Connection, path: Path) -> tuple[int, int, str, str]:
    """Return the size in bytes, the schema, the journal mode, and the version of SQLite."""
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return path.stat().st_size, version_of(connection, path), mode, sqlite3.sqlite_version
