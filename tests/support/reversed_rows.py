"""salesmap on a SQLite that gives rows without an order in reverse: shows which order was luck."""

import sqlite3

_connect = sqlite3.connect


def reverse() -> None:
    """Let every connection of this process give its unordered rows in reverse."""
    sqlite3.connect = connect  # type: ignore[assignment]


def connect(*arguments: object, **options: object) -> sqlite3.Connection:
    """Open a connection whose unordered rows come in reverse."""
    connection = _connect(*arguments, **options)  # type: ignore[call-overload]
    connection.execute("PRAGMA reverse_unordered_selects = ON")
    return connection
