"""Waiting for a change of the database: the journal says so on a channel."""

import select
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg2

from salesmap.store.database import Database
from salesmap.store.server.connection import open_connection

CHANNEL = "salesmap"


@contextmanager
def listening(
    database: Database, only_wait: Callable[[float], bool]
) -> Iterator[Callable[[float], bool]]:
    """Yield a function that waits some seconds at most, and returns whether anything changed.

    On a standby, which hears nothing, it is `only_wait`.
    """
    with open_connection(database) as connection:
        if connection.execute("SELECT pg_is_in_recovery()").fetchone()[0]:
            yield only_wait
            return
        connection.execute(f"LISTEN {CHANNEL}")
        raw = connection.raw

        def wait(seconds: float) -> bool:
            try:
                if not raw.notifies:
                    select.select([raw], [], [], seconds)
                    raw.poll()
            except psycopg2.Error:  # the server is gone: the next reading says so
                time.sleep(seconds)
                return False
            heard = bool(raw.notifies)
            raw.notifies.clear()
            return heard

        yield wait
