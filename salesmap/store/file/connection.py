"""Connections that read: the standard library's sqlite3, and no writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salesmap.core.clock import from_instant
from salesmap.store.database import Database
from salesmap.store.file.database_path import require_file
from salesmap.store.file.lock_retry import retry_while_locked
from salesmap.store.file.version import require_current


@contextmanager
def read_connection(database: Database) -> Iterator[sqlite3.Connection]:
    """Yield a connection that sees one state of the database and cannot write.

    It is the present state, or that of `database.as_of`. Raises ResourceError.
    """
    with open_existing(database.path) as connection:
        connection.execute("BEGIN")
        retry_while_locked(
            connection, database.lock_timeout, lambda: require_current(connection, database.path)
        )
        if database.as_of is not None:
            from salesmap.store.file.as_of import open_as_of
            from salesmap.store.journal.stubs import refuse_trimmed

            refuse_trimmed(connection, database.as_of)
            day = database.clock.day_of(from_instant(database.as_of)).isoformat()
            view = open_as_of(connection, database.as_of, day)
        else:
            view = connection
        view.execute("PRAGMA query_only = ON")
        try:
            yield view
        finally:
            if view is not connection:
                view.close()
        connection.execute("ROLLBACK")


@contextmanager
def open_existing(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a plain connection to a file that must exist. SQLite's errors become ResourceErrors."""
    require_file(path)
    try:
        # Read-write even for reading: only so can SQLite clean up after a writer that was killed.
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None
        )
        try:
            yield connection
        finally:
            connection.close()
    except UnicodeDecodeError as error:  # SQLite quotes what is no text
        if not isinstance(error.__context__, sqlite3.Error) and not _is_of_the_driver(error):
            raise
        from salesmap.store.errors import DatabaseDamaged

        raise DatabaseDamaged(path, reason=str(error)) from error
    except sqlite3.Error as error:
        from salesmap.store.file.database_errors import explain

        problem = explain(error, path)
        if problem is None:
            raise
        raise problem from error


def _is_of_the_driver(error: BaseException) -> bool:
    """Return whether an error was raised by a statement, not by code that reads a file."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    code = frame.tb_frame.f_code.co_filename if frame else ""
    return "codecs" not in code and "encodings" not in code
