"""Waiting for a lock that another program holds."""

import sqlite3
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

Result = TypeVar("Result")

_STEP = 0.4  # seconds


def retry_while_locked(
    connection: sqlite3.Connection, lock_timeout: int, attempt: Callable[[], Result]
) -> Result:
    """Return what `attempt` returns, trying until the lock is free or time is up.

    `lock_timeout` is in seconds. Python notices Ctrl-C only between calls of SQLite, so each is
    short. With the lock, the rest of the waiting (a commit waits for readers to leave) is SQLite's.
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
