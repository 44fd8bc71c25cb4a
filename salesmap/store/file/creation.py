"""Making a new database file: its tables, the journal's triggers, its mark and version."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.file.connection import open_existing
from salesmap.store.file.database_path import is_filled, make_file
from salesmap.store.file.lock_retry import retry_while_locked
from salesmap.store.file.triggers import triggers
from salesmap.store.file.version import APPLICATION_ID, VERSION, is_blank, require_current
from salesmap.store.file.write_connection import write_connection

_SCHEMA = Path(__file__).parent / "schema.sql"


def ensure_database(database: Database, fill: Callable[[Connection], None]) -> bool:
    """Create the database if it is not there yet, with what `fill` puts into it.

    Returns whether it was created. Many processes may come here at once: the first to get the
    lock creates it, the others find it there.
    """
    if not is_filled(database.path):
        make_file(database.path)
    elif not _is_blank(database):
        return False
    with write_connection(database) as connection:
        if not is_blank(connection):
            require_current(connection, database.path)
            return False
        create_schema(connection)
        fill(connection)
        create_triggers(connection)
    return True


def is_unfinished(database: Database) -> bool:
    """Return whether a process was killed while it created the file: its journal will empty it."""
    journal = database.path.with_name(f"{database.path.name}-journal")
    return journal.exists() and _is_blank(database)


def create_schema(connection: Connection) -> None:
    """Put the whole schema into a blank file, inside the connection's transaction.

    The triggers come last, by `create_triggers`: what a file is created with cannot be undone.
    """
    for statement in _SCHEMA.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute("INSERT INTO identity (id, uid) VALUES (1, ?)", (str(uuid4()),))
    stamp(connection, VERSION)


def create_triggers(connection: Connection) -> None:
    """Let the journal record every change from here on."""
    for statement in triggers().values():
        connection.execute(statement)


def drop_triggers(connection: Connection) -> None:
    """Stop the journal until `create_triggers`."""
    existing = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal_%'"
    )
    for (name,) in existing.fetchall():
        connection.execute(f"DROP TRIGGER {name}")


def stamp(connection: Connection, version: int) -> None:
    """Mark the file as ours, with this schema version, for us and for Alembic."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("DELETE FROM alembic_version")
    connection.execute("INSERT INTO alembic_version VALUES (?)", (f"{version:04}",))


def _is_blank(database: Database) -> bool:
    with open_existing(database.path) as connection:
        return retry_while_locked(connection, database.lock_timeout, lambda: is_blank(connection))
