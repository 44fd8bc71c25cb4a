"""Giving the space of deleted records back to the disk."""

from salesmap.core import commit_state
from salesmap.store.database import Database
from salesmap.store.file.connection import open_existing
from salesmap.store.file.lock_retry import retry_while_locked
from salesmap.store.file.version import require_current


def compact(database: Database) -> tuple[int, int]:
    """Rebuild the file without its free pages. Returns its size in bytes before and after.

    SQLite does it in one transaction of its own, which needs as much free space as the file.
    Raises ResourceError.
    """
    before = database.path.stat().st_size if database.path.exists() else 0
    with open_existing(database.path) as connection:
        timeout = database.lock_timeout
        retry_while_locked(connection, timeout, lambda: require_current(connection, database.path))
        connection.execute("PRAGMA synchronous = FULL")
        retry_while_locked(connection, timeout, lambda: connection.execute("VACUUM"))
    commit_state.mark_committed()
    return before, database.path.stat().st_size
