"""Waiting for a lock that another program holds."""

import sqlite3
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

Result = TypeVar("Result")

_STEP = 0.4


def retry_while_locked(
    connection: sqlite3.Connection, lock_timeout: int, attempt: Callable[[], Result]
) -> Result:
    """What `attempt` returns, tried until the lock is free or the time is over.

    SQLite would wait deaf to the end: Python hears Ctrl-C only between its calls, so they are kept short. Once the lock is
    there, what is left to wait for (readers that leave, before a commit) is left to SQLite.
    """
    end = monotonic() + lock_timeout
    while True:
        left = max(0.0, end - monotonic())
        connection.execute(f"PRAGMA busy_timeout = {int(min(_STEP, left) * 1000)}")
        try:
            result = attempt()
        except sqlite3.OperationalError as error:
            if left <= 0 or not (error.sqlite_errorname or "").startswith("SQLITE_BUSY"):
                raise
        else:
            connection.execute(f"PRAGMA busy_timeout = {lock_timeout * 1000}")
            return result
