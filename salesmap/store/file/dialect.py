"""What SQLite does in its own way: last ids, when references are checked, what is erased."""

import sqlite3

from salesmap.core.folding import pinyin_key
from salesmap.store.connection import Connection
from salesmap.store.file.triggers import create_triggers, drop_triggers

__all__ = [
    "create_triggers",
    "defer_references",
    "drop_triggers",
    "erase_what_is_deleted",
    "last_ids",
    "names_in_order",
    "set_last_id",
]


def names_in_order(connection: Connection, name: str) -> str:
    """Return the SQL of what folded names are sorted by, Chinese ones by pinyin."""
    if isinstance(connection, sqlite3.Connection):
        connection.create_function("pinyin_key", 1, pinyin_key, deterministic=True)
    return f"pinyin_key({name})"


def last_ids(connection: Connection) -> dict[str, int]:
    """Return the last id that each table gave out; those of deleted records are not used again."""
    rows = connection.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
    return {str(name): int(last) for name, last in rows}


def set_last_id(connection: Connection, table: str, last: int) -> None:
    """Set the last id that a table gave out."""
    connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))


def defer_references(connection: Connection) -> None:
    """Check references at the end of the transaction: a parent may come back after its child."""
    connection.execute("PRAGMA defer_foreign_keys = ON")


def erase_what_is_deleted(connection: Connection) -> None:
    """Write over what is deleted, so that it cannot be read from the file."""
    connection.execute("PRAGMA secure_delete = ON")
