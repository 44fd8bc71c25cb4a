"""Connections that read: the standard library's sqlite3, and no writing."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from salesmap.core.clock import from_instant
from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.store.database import Database
from salesmap.store.file.database_path import require_file
from salesmap.store.file.lock_retry import retry_while_locked
from salesmap.store.file.version import require_current


@contextmanager
def read_connection(database: Database) -> Iterator[sqlite3.Connection]:
    """Yield a connection that sees one state of the database and cannot write.

    It is the present state, or that of `database.as_of`. Raises ResourceError.
    """
    keeps = database.keeps_connection and database.as_of is None
    with open_existing(database.path, keeps=keeps) as connection:
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
def open_existing(path: Path, *, keeps: bool = False) -> Iterator[sqlite3.Connection]:
    """Yield a plain connection to a file that must exist. SQLite's errors become ResourceErrors.

    One that `keeps` stays open for the next that does, which need not read the schema again.
    """
    require_file(path)
    try:
        connection = (keeps and _taken(path)) or _opened(path)
        is_kept = False
        try:
            yield connection
            is_kept = keeps and _keep(path, connection)
        except (UsageError, NotFoundError, RuleViolation):  # rolled back: as good as before
            is_kept = keeps and _keep(path, connection)
            raise
        finally:
            if not is_kept:
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


def _opened(path: Path) -> sqlite3.Connection:
    # Read-write even for reading: only so can SQLite clean up after a writer that was killed.
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None
    )


class _Kept(NamedTuple):
    """A connection that nobody uses now, and what the file was then."""

    connection: sqlite3.Connection
    signature: tuple[object, ...]


class _Keeper(threading.local):
    kept: _Kept | None = None


_keeper = _Keeper()


def _taken(path: Path) -> sqlite3.Connection | None:
    """Return the connection that was kept, if the file is still the same, as it was opened."""
    kept, _keeper.kept = _keeper.kept, None
    if kept is None:
        return None
    if kept.signature != _signature(path):
        kept.connection.close()
        return None
    for pragma in ("query_only", "foreign_keys"):
        kept.connection.execute(f"PRAGMA {pragma} = OFF")
    return kept.connection


def _keep(path: Path, connection: sqlite3.Connection) -> bool:
    """Keep a connection, unless another one is kept, or it holds more than the file has.

    It is without any lock. With a write-ahead log it would leave that beside the file.
    """
    if os.name != "posix" or _keeper.kept is not None or connection.in_transaction:
        return False
    try:
        if connection.execute(_STATE).fetchone() != ("delete", 0):
            return False
        _keeper.kept = _Kept(connection, _signature(path))
    except (sqlite3.Error, OSError):  # the command is done all the same
        return False
    return True


_STATE = """
SELECT (SELECT journal_mode FROM pragma_journal_mode),
  (SELECT count(*) FROM pragma_database_list WHERE name = 'temp')
"""


def _signature(path: Path) -> tuple[object, ...]:
    stat = path.stat()
    return path.absolute(), os.getpid(), stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size


def _is_of_the_driver(error: BaseException) -> bool:
    """Return whether an error was raised by a statement, not by code that reads a file."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    code = frame.tb_frame.f_code.co_filename if frame else ""
    return "codecs" not in code and "encodings" not in code
