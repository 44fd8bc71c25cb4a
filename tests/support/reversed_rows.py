"""salesmap on a SQLite that gives rows without an order in reverse: shows which order was luck."""

import sqlite3
import sys

_connect = sqlite3.connect


def connect(*arguments: object, **options: object) -> sqlite3.Connection:
    """Open a connection whose unordered rows come in reverse."""
    connection = _connect(*arguments, **options)  # type: ignore[call-overload]
    connection.execute("PRAGMA reverse_unordered_selects = ON")
    return connection


if __name__ == "__main__":
    sqlite3.connect = connect  # type: ignore[assignment]
    from salesmap.__main__ import main

    sys.exit(main())
