"""Waiting for a change of the database."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from salesmap.store.database import Database


def changes(database: Database) -> AbstractContextManager[Callable[[float], bool]]:
    """Return a function that waits some seconds at most, and says whether anything changed.

    A file tells nobody: there it only waits.
    """
    if database.server is None:
        return nullcontext(only_wait)
    from salesmap.store.server.listening import listening

    return listening(database, only_wait)


def only_wait(seconds: float) -> bool:
    """Wait, and say that nothing is new."""
    time.sleep(seconds)
    return False
