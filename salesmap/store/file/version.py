"""The marks of a salesmap file: its application id and its schema version."""

import sqlite3
from pathlib import Path

from salesmap.store.connection import Connection

APPLICATION_ID = 0x53414C45
"""Marks the file as ours, in SQLite's header."""

VERSION = 19
"""The newest schema this program knows: the number of the last migration."""

_STATE = """
SELECT (SELECT application_id FROM pragma_application_id),
  (SELECT user_version FROM pragma_user_version),
  (SELECT count(*) FROM sqlite_schema)
"""


def is_blank(connection: Connection) -> bool:
    """Return whether the file holds nothing at all yet."""
    return tuple(connection.execute(_STATE).fetchone()) == (0, 0, 0)


def version_of(connection: Connection, path: Path) -> int:
    """Return the schema version of a salesmap file, 1 … VERSION.

    Raises DatabaseEmpty, NotADatabase, DatabaseNewer.
    """
    application, version, objects = connection.execute(_STATE).fetchone()
    if (application, version, objects) == (0, 0, 0):
        from salesmap.store.errors import DatabaseEmpty

        raise DatabaseEmpty(path)
    if application != APPLICATION_ID:
        from salesmap.store.errors import NotADatabase

        raise NotADatabase(path)
    migrated = _migrated_to(connection)
    if version > VERSION or migrated > f"{VERSION:04}":
        from salesmap.store.errors import DatabaseNewer

        raise DatabaseNewer(path, schema=version if version > VERSION else migrated, known=VERSION)
    return int(version)


def refuse_foreign(connection: Connection, path: Path) -> None:
    """Raise NotADatabase for another program's database."""
    application, _version, objects = connection.execute(_STATE).fetchone()
    if objects and application != APPLICATION_ID:
        from salesmap.store.errors import NotADatabase

        raise NotADatabase(path)


def _migrated_to(connection: Connection) -> str:
    """Return the newest migration that Alembic recorded, which should agree with the version."""
    try:
        return str(
            connection.execute(
                "SELECT coalesce(max(version_num), '') FROM alembic_version"
            ).fetchone()[0]
        )
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_ERROR":
            raise
        return ""  # no such table: `db check` reports it


def require_current(connection: Connection, path: Path) -> None:
    """Raise DatabaseOlder, or another ResourceError, unless the file can be used as it is."""
    version = version_of(connection, path)
    if version < VERSION:
        from salesmap.store.errors import DatabaseOlder

        raise DatabaseOlder(path, schema=version)
