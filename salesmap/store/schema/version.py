"""What a salesmap file looks like from outside: its mark and its version, and how they are judged."""

import sqlite3
from pathlib import Path

from salesmap.core.errors import ResourceError
from salesmap.core.i18n import _

APPLICATION_ID = 0x53414C45
"""Marks the file as ours, in SQLite's header."""

VERSION = 5
"""The newest schema this program knows: the number of the last migration."""

_STATE = """
SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
       (SELECT count(*) FROM sqlite_schema)
"""


def is_blank(connection: sqlite3.Connection) -> bool:
    """Whether the file holds nothing at all yet."""
    return tuple(connection.execute(_STATE).fetchone()) == (0, 0, 0)


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of a salesmap file, 1 … VERSION. Raises ResourceError for any other file."""
    application, version, objects = connection.execute(_STATE).fetchone()
    if (application, version, objects) == (0, 0, 0):
        raise ResourceError(
            _("The database {path} is empty: set it up with 'salesmap init'.").format(path=path)
        )
    if application != APPLICATION_ID:
        raise _foreign(path)
    migrated = _migrated_to(connection)
    if version > VERSION or migrated > f"{VERSION:04}":
        raise ResourceError(
            _(
                "The database {path} was written by a newer salesmap (schema {version}, "
                "supported: {known}): upgrade salesmap."
            ).format(path=path, version=version if version > VERSION else migrated, known=VERSION)
        )
    return int(version)


def refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ResourceError for another program's database."""
    application, _version, objects = connection.execute(_STATE).fetchone()
    if objects and application != APPLICATION_ID:
        raise _foreign(path)


def _foreign(path: Path) -> ResourceError:
    return ResourceError(
        _("{path} is not a salesmap database: name another file with --db.").format(path=path)
    )


def _migrated_to(connection: sqlite3.Connection) -> str:
    """The newest migration that Alembic wrote down: the other witness of the version."""
    try:
        return str(
            connection.execute(
                "SELECT coalesce(max(version_num), '') FROM alembic_version"
            ).fetchone()[0]
        )
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_ERROR":
            raise
        return ""  # no such table; `db check` tells


def require_current(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ResourceError unless the file can be used as it is."""
    version = version_of(connection, path)
    if version < VERSION:
        raise ResourceError(
            _(
                "The database {path} has the older schema {version}: upgrade it with 'salesmap "
                "db upgrade'."
            ).format(path=path, version=version)
        )
