"""The schema version of a database on a server."""

from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.errors import DatabaseEmpty, DatabaseNewer, DatabaseOlder, NotADatabase
from salesmap.store.file.version import VERSION
from salesmap.store.server.rights.recognition import Held, NotAMember, recognized

_STATE = """
SELECT to_regnamespace('salesmap') IS NOT NULL, to_regclass('public.alembic_version') IS NOT NULL,
  EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r')
"""
_STRANGER = """
SELECT session_user FROM pg_namespace
WHERE nspname = 'salesmap' AND NOT has_schema_privilege(session_user, oid, 'USAGE')
"""
"""Whom the database gives no rights at all, while it may be open to every login of the server."""


def is_blank(connection: Connection) -> bool:
    """Return whether the database holds no table and nothing of ours yet."""
    return not any(connection.execute(_STATE).fetchone())


def version_of(connection: Connection, database: Database) -> int:
    """Return the schema version, 1 … VERSION.

    Raises DatabaseEmpty, NotADatabase, DatabaseNewer, NotAMember.
    """
    stranger = connection.execute(_STRANGER).fetchone()
    if stranger is not None:
        raise NotAMember(stranger[0])
    ours, versioned, tables = connection.execute(_STATE).fetchone()
    if not (ours or tables):
        raise DatabaseEmpty(database.name)
    if not (ours and versioned):
        raise NotADatabase(database.name)
    (version,) = connection.execute(
        "SELECT coalesce(max(version_num), '0') FROM alembic_version"
    ).fetchone()
    if int(version) > VERSION:
        raise DatabaseNewer(database.name, schema=version, known=VERSION)
    return int(version)


def require_current(connection: Connection, database: Database) -> Held | None:
    """Return who is held to rights here. Raises DatabaseOlder, or another error of `recognized`.

    Whoever cannot use the database as it is gets no further.
    """
    version = version_of(connection, database)
    if version < VERSION:
        raise DatabaseOlder(database.name, schema=version)
    return recognized(connection, database)
