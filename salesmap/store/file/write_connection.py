"""The connection that writes a SQLite file: one IMMEDIATE transaction, waiting for its lock."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from salesmap.store.database import Database
from salesmap.store.file.connection import open_existing
from salesmap.store.file.lock_retry import retry_while_locked


@contextmanager
def write_connection(
    database: Database, *, foreign_keys: bool = True
) -> Iterator[sqlite3.Connection]:
    """Yield a connection in a transaction, committed at the end and rolled back on an error.

    The write lock is taken at once: a transaction that begins by reading and then writes would
    lose updates or fail. Raises ResourceError.
    """
    with open_existing(database.path, keeps=database.keeps_connection) as connection:
        timeout = database.lock_timeout
        retry_while_locked(connection, timeout, lambda: _prepare(connection, database.journal_mode))
        if foreign_keys:
            connection.execute("PRAGMA foreign_keys = ON")
        retry_while_locked(connection, timeout, lambda: connection.execute("BEGIN IMMEDIATE"))
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise


def _roll_back(connection: sqlite3.Connection) -> None:
    """Undo what was written. After a failed write SQLite may have rolled back only in memory.

    Then its journal lies beside the file until somebody reads it: that is done here.
    """
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        else:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _prepare(connection: sqlite3.Connection, journal_mode: str) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    _set_journal_mode(connection, journal_mode)


def _set_journal_mode(connection: sqlite3.Connection, requested: str) -> None:
    """Switch the file's journal mode; while others use the file it stays as it is.

    A file still to be filled is left alone: with a journal mode in its header it would not look
    new any more.
    """
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if pages and connection.execute("PRAGMA journal_mode").fetchone()[0] != requested:
        with suppress(sqlite3.OperationalError):
            connection.execute(f"PRAGMA journal_mode = {requested}")
