"""What each engine writes in its own way: dates in SQL, last ids, when references are checked."""

import sqlite3

from salesmap.core.folding import pinyin_key
from salesmap.store.connection import Connection


def iso_week(day: str) -> str:
    """Return the SQL of the ISO week of a day: `2026-W48`, that of its week's Thursday."""
    thursday = f"{day}, '-3 days', 'weekday 4'"
    number = f"(CAST(strftime('%j', {thursday}) AS INTEGER) - 1) / 7 + 1"
    return f"strftime('%Y', {thursday}) || '-W' || substr('0' || ({number}), -2)"


def hours_after(instant: str, hours: str) -> str:
    """Return the SQL of an instant that many hours later."""
    return f"strftime('%Y-%m-%dT%H:%M:%SZ', {instant}, '+' || {hours} || ' hours')"


def days_after(instant: str, days: str) -> str:
    """Return the SQL of an instant that many days later."""
    return f"strftime('%Y-%m-%dT%H:%M:%SZ', {instant}, '+' || {days} || ' days')"


def seconds_between(start: str, end: str) -> str:
    """Return the SQL of the seconds from an instant to another one."""
    return f"CAST(strftime('%s', {end}) AS INTEGER) - CAST(strftime('%s', {start}) AS INTEGER)"


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
