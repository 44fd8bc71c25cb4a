"""What a server says of a database: its size, its schema, who holds the lock of the writers."""

from salesmap.core.i18n import _
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.server.connection import open_connection
from salesmap.store.server.version import version_of
from salesmap.store.server.write_connection import LOCK
from salesmap.store.tables import TABLES

_COLUMNS = """
SELECT column_name FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = ?
"""
_BROKEN = """
SELECT conrelid::regclass || ' ' || conname FROM pg_constraint WHERE NOT convalidated
UNION ALL SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid
ORDER BY 1
"""
_HOLDERS = f"""
SELECT a.usename, a.pid, to_char(a.xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.objid = {LOCK} AND l.classid = 0
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY a.xact_start, a.pid
"""
_COUNTS = "SELECT has_table_privilege(to_regclass('salesmap.miscounted')::oid, 'SELECT') IS TRUE"
_MISCOUNTED = "SELECT DISTINCT kind FROM salesmap.miscounted ORDER BY kind"
_PRIVATE = ("change",)
"""Tables that have more columns on a server: which transaction made a change."""


def damage(connection: Connection) -> list[str]:
    """Return the constraints and indexes that the server does not hold to be valid."""
    return [name for (name,) in connection.execute(_BROKEN)]


def strange_schema(connection: Connection) -> list[str]:
    """Return the tables that have not the columns that their version says."""
    lines = []
    for table, spec in TABLES.items():
        names = {name for (name,) in connection.execute(_COLUMNS, (table,))}
        expected = set(spec.columns) | ({"xact"} if table in _PRIVATE else set())
        if names != expected:
            lines.append(_("the table {table} is not as it was made").format(table=table))
    return lines or _miscounted(connection)


def _miscounted(connection: Connection) -> list[str]:
    """Return of what rights know other keepers than the leads say: who owns the tables sees it."""
    if not connection.execute(_COUNTS).fetchone()[0]:
        return []
    text = _("rights know {kind} by other keepers than the leads say: 'salesmap db grant' anew")
    return [text.format(kind=kind) for (kind,) in connection.execute(_MISCOUNTED)]


def lock_holders(database: Database) -> list[str]:
    """Return a line for each session that keeps the writers waiting, since when."""
    with open_connection(database) as connection:
        return [
            _("{person} (session {pid}) has held the lock of the writers since {since}.").format(
                person=person, pid=pid, since=since
            )
            for person, pid, since in connection.execute(_HOLDERS)
        ]


def details(connection: Connection, database: Database) -> tuple[int, int, str, str]:
    """Return the size in bytes, the schema, the mode of the journal, and the server's version."""
    size, version = connection.execute(
        "SELECT pg_database_size(current_database()), current_setting('server_version')"
    ).fetchone()
    return size, version_of(connection, database), "wal", f"PostgreSQL {version.split()[0]}"
