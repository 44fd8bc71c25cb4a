"""Making a new database file: its tables, the journal's triggers, its mark and version."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from uuid import uuid4

from salesmap.core.files import UNFINISHED
from salesmap.core.i18n import reason
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.errors import DatabaseExists, DatabaseFolderMissing, DatabaseNotCreated
from salesmap.store.file.connection import open_existing
from salesmap.store.file.database_path import is_filled, make_file
from salesmap.store.file.lock_retry import retry_while_locked
from salesmap.store.file.triggers import create_triggers
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


@contextmanager
def made_aside(database: Database) -> Iterator[Database]:
    """Yield a database to be made beside the named one, whose name it takes at the end.

    After an error there is nothing of it. Raises DatabaseExists when another process made one
    meanwhile.
    """
    path = database.path
    try:
        descriptor, name = tempfile.mkstemp(
            prefix=f".{path.name[:40]}.", suffix=UNFINISHED, dir=path.parent
        )
    except FileNotFoundError:
        raise DatabaseFolderMissing(path, folder=path.parent) from None
    except OSError as error:
        raise DatabaseNotCreated(path, reason=reason(error)) from None
    os.close(descriptor)
    aside = Path(name)
    try:
        yield database._replace(path=aside, journal_mode="delete")
        _take_name(aside, database)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            aside.with_name(aside.name + suffix).unlink(missing_ok=True)


def _take_name(aside: Path, database: Database) -> None:
    """Give a file the name of a database; an empty file may be there, but nothing in it."""
    try:
        os.link(aside, database.path)
    except FileExistsError:
        with write_connection(database) as connection:
            if not is_blank(connection):
                raise DatabaseExists(database.path) from None
            aside.replace(database.path)
    except OSError:  # a file system without links
        if is_filled(database.path):
            raise DatabaseExists(database.path) from None
        aside.replace(database.path)


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
    identity = (str(uuid4()), token_hex(32))
    connection.execute("INSERT INTO identity (id, uid, secret) VALUES (1, ?, ?)", identity)
    stamp(connection, VERSION)


def stamp(connection: Connection, version: int) -> None:
    """Mark the file as ours, with this schema version, for us and for Alembic."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("DELETE FROM alembic_version")
    connection.execute("INSERT INTO alembic_version VALUES (?)", (f"{version:04}",))


def _is_blank(database: Database) -> bool:
    with open_existing(database.path) as connection:
        return retry_while_locked(connection, database.lock_timeout, lambda: is_blank(connection))
