"""The database as it was at an instant: every table rebuilt from the journal, for one connection.

A temporary table or view shadows the real table of the same name, so that every statement runs
unchanged on the past; a table that nobody touched since needs none. The state of a record then is
the earliest state that the journal kept since, or the present one where it kept none.

If the journal holds few records, a copy of the database in memory is put back instead, record by
record: it has all the indexes. What files brought later of earlier days is added by `backdated`.
"""

import sqlite3

from salesmap.store.as_of.rebuilding import (
    COLUMNS,
    COUNTED,
    INDEXES,
    SQL,
    add_backdated,
    find_past,
    show_changes_until,
    untouched,
)
from salesmap.store.tables import TABLES

LARGEST_COPY = 1 << 29
"""Up to which size a database is copied, in bytes."""

MOST_PUT_BACK = 20_000
"""How many records are put back one by one in a copy."""

_FILE_SIZE = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"


def open_as_of(
    connection: sqlite3.Connection, instant: str, day: str | None = None
) -> sqlite3.Connection:
    """Return a connection that sees the database as it was at an instant (as stored).

    `day` is the viewer's calendar day of the instant, by default that in UTC.
    It is the connection itself, which sees nothing else from here on, or one to a copy.
    """
    at = {"then": instant, "day": day or instant[:10]}
    connection.execute("PRAGMA temp_store = MEMORY")
    past = find_past(connection, at)
    changed = any(older for _records, older in past.touched.values())
    if changed and not past.rebuilt and _is_copied_soon(connection, past.touched):
        touched = [table for table in past.touched if table in COLUMNS]
        return _copy_put_back(connection, touched, at)
    for table in COLUMNS:
        if table in past.rebuilt:
            _rebuild(connection, table)
        elif table in past.touched:
            _shadow(connection, table, all_new=not past.touched[table][1])
    add_backdated(connection, past, at)
    show_changes_until(connection, instant)
    return connection


def _is_copied_soon(connection: sqlite3.Connection, touched: dict[str, tuple[int, int]]) -> bool:
    """Return whether a copy fits into memory, and is less work than new tables."""
    (size,) = connection.execute(_FILE_SIZE).fetchone()
    records = sum(records for records, _older in touched.values())
    return bool(size <= LARGEST_COPY) and records <= MOST_PUT_BACK


def _copy_put_back(
    connection: sqlite3.Connection, touched: list[str], at: dict[str, str]
) -> sqlite3.Connection:
    """Return a connection to a copy whose records are put back to the states that were kept."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(copy)
    copy.execute("BEGIN")
    names = copy.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (trigger,) in names:
        copy.execute(f"DROP TRIGGER {trigger}")
    copy.execute(SQL["later"], at)
    # The states then may need what those of now hold (an external id): all of these go first.
    for table in touched:
        copy.execute(SQL["delete_touched"].format(table=table))
    for table in touched:
        copy.execute(f"INSERT INTO {table} ({', '.join(COLUMNS[table])}) {_states(table)}")
    copy.execute("DELETE FROM change WHERE at > :then", at)
    copy.execute("UPDATE identity SET clocks_change_id = NULL")
    copy.execute("COMMIT")
    return copy


def _shadow(connection: sqlite3.Connection, table: str, *, all_new: bool) -> None:
    """Shadow a table by its state then. `all_new`: what was touched since was created since."""
    if all_new:  # the view can use the indexes of the table
        select = SQL["not_created_since"].format(table=table, columns=", ".join(COLUMNS[table]))
        connection.execute(f"CREATE TEMP VIEW {table} AS {select}")
    elif table in COUNTED:
        _rebuild(connection, table)
    else:
        connection.execute(f"CREATE TEMP VIEW {table} AS {_state_then(table)}")


def _rebuild(connection: sqlite3.Connection, table: str) -> None:
    """Shadow a table by a temporary one with its state then, to which records can be added."""
    columns = COLUMNS[table]
    declared = ", ".join("id INTEGER PRIMARY KEY" if name == '"id"' else name for name in columns)
    connection.execute(f"CREATE TEMP TABLE {table} ({declared})")
    connection.execute(f"INSERT INTO temp.{table} ({', '.join(columns)}) {_state_then(table)}")
    for number, indexed in enumerate(INDEXES.get(table, ())):
        connection.execute(f"CREATE INDEX temp.past_{table}_{number} ON {table} ({indexed})")


def _state_then(table: str) -> str:
    return f"{untouched(table, COLUMNS[table])} UNION ALL {_states(table)}"


def _states(table: str) -> str:
    values = (f"json_extract(r.before, '$.{name}')" for name in TABLES[table].columns)
    states = ", ".join(
        f"{value} AS {name}" for value, name in zip(values, COLUMNS[table], strict=True)
    )
    return SQL["states"].format(table=table, states=states)
