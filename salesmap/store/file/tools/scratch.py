"""A place to sort more than memory shall hold: a temporary database that spills to the disk."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from salesmap.store.connection import Connection


@contextmanager
def scratch() -> Iterator[Connection]:
    """Yield a connection to an empty database that is gone afterwards."""
    connection = sqlite3.connect("", isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        yield connection
    finally:
        connection.close()
