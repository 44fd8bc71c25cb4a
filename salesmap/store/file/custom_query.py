"""A statement that somebody else wrote: it can only read, and it can be stopped."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import Any, cast

from salesmap.store.connection import Connection
from salesmap.store.query_answer import QueryFailed, QueryTooLong, Rows

_ALLOWED = (
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
)
_STEPS = 10_000
"""How many steps of SQLite pass between two looks at the clock."""

_PATIENCE = 3
"""Seconds after which a statement goes on in a copy, so that it keeps no writer waiting."""

_LARGEST_COPY = 1 << 29
_SIZE = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
_SHADOWED = "SELECT count(*) FROM sqlite_temp_schema"


def run_query(
    connection: Connection, sql: str, parameters: Mapping[str, Any], seconds: float
) -> Rows:
    """Return the columns and rows of a statement that may run for some seconds.

    Raises QueryFailed, QueryTooLong, KeyboardInterrupt.
    """
    ours = cast("sqlite3.Connection", connection)
    if seconds <= _PATIENCE or not _may_be_copied(ours):
        return _run(ours, sql, parameters, seconds)
    try:
        return _run(ours, sql, parameters, _PATIENCE)
    except QueryTooLong:
        with _copy(ours) as copy:
            return _run(copy, sql, parameters, seconds)


def _may_be_copied(connection: sqlite3.Connection) -> bool:
    """Return whether a copy is small enough and has all: one of the past has temporary tables."""
    (size,) = connection.execute(_SIZE).fetchone()
    (shadowed,) = connection.execute(_SHADOWED).fetchone()
    return bool(size <= _LARGEST_COPY) and not shadowed


@contextmanager
def _copy(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Yield a copy in memory; meanwhile the connection holds no lock."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.backup(copy)
        connection.execute("ROLLBACK")
        try:
            yield copy
        finally:
            connection.execute("BEGIN")
    finally:
        copy.close()


def _run(
    connection: sqlite3.Connection, sql: str, parameters: Mapping[str, Any], seconds: float
) -> Rows:
    end = monotonic() + seconds
    # Python sees Ctrl-C between two calls of the handler; what it raises there, SQLite reports as
    # an interruption.
    connection.set_progress_handler(lambda: monotonic() > end, _STEPS)
    connection.set_authorizer(
        lambda action, *_names: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
    )
    try:
        cursor = connection.execute(sql, parameters)
        return [str(column[0]) for column in cursor.description or ()], cursor.fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_INTERRUPT":
            raise QueryFailed(str(error)) from None
        if monotonic() > end:
            raise QueryTooLong from None
        raise KeyboardInterrupt from None
    except (sqlite3.DatabaseError, sqlite3.Warning) as error:
        raise QueryFailed(str(error)) from None
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)
