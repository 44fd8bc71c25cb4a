"""The database as it was at an instant: every table rebuilt from the journal, for one connection.

A temporary table or view shadows the real table of the same name, so that every statement runs
unchanged on the past; a table that nobody touched since needs none. The state of a record then is
the earliest state that the journal kept since, or the present one where it kept none.

If the journal holds few records, a copy of the database in memory is put back instead, record by
record: it has all the indexes. What files brought later of earlier days is added by `backdated`.
"""

import sqlite3

from salesmap.store.file.as_of import backdated, backdated_money
from salesmap.store.statements import statements

LARGEST_COPY = 1 << 29
"""Up to which size a database is copied, in bytes."""

MOST_PUT_BACK = 20_000
"""How many records are put back one by one in a copy."""

_SQL = statements(__file__)

_COUNTED = ("lead", "stay")
"""What reports count: a table with indexes, where a view would be a union of two parts."""

_DATED = ("rate",)
"""Facts with days of their own: a rate holds from its day on, whenever it was typed in."""

_INDEXES = {
    "plan_part": ("contract_id", "due_on"),
    "payment": ("contract_id",),
    "allocation": ("payment_id", "plan_part_id"),
    "contract_version": ("contract_id",),
    "lead": ("stage_id",),
    "stay": ("lead_id",),
    "interaction": ("lead_id",),
    "followup": ("lead_id",),
    "lead_tag": ("lead_id",),
    "expectation": ("lead_id, at",),
}


def open_as_of(
    connection: sqlite3.Connection, instant: str, day: str | None = None
) -> sqlite3.Connection:
    """Return a connection that sees the database as it was at an instant (as stored).

    `day` is the viewer's calendar day of the instant, by default that in UTC.
    It is the connection itself, which sees nothing else from here on, or one to a copy.
    """
    at = {"then": instant, "day": day or instant[:10]}
    connection.execute("PRAGMA temp_store = MEMORY")
    for name in ("later", "later_index", "created", "created_index"):
        connection.execute(_SQL[name], at)
    tables = [
        table for (table,) in connection.execute(_SQL["journaled_tables"]) if table not in _DATED
    ]
    columns = {table: _columns(connection, table) for table in tables}
    rows = connection.execute(_SQL["touched"])
    touched = {table: (records, older) for table, records, older in rows}
    has_leads, has_money = backdated.find(connection, at), backdated_money.find(connection, at)
    rebuilt = {
        *(backdated.TABLES if has_leads else ()),
        *(backdated_money.TABLES if has_money else ()),
    }
    changed = any(older for _records, older in touched.values())
    if changed and not rebuilt and _is_copied_soon(connection, touched):
        columns_touched = {table: columns[table] for table in touched if table in columns}
        return _copy_put_back(connection, columns_touched, at)
    for table, names in columns.items():
        if table in rebuilt:
            _rebuild(connection, table, names)
        elif table in touched:
            _shadow(connection, table, names, all_new=not touched[table][1])
    if has_leads:
        backdated.add(connection, columns, at)
    if has_money:
        backdated_money.add(connection, columns, at)
    connection.execute(
        f"CREATE TEMP VIEW change AS SELECT * FROM main.change WHERE at <= '{instant}'"
    )
    return connection


def _is_copied_soon(connection: sqlite3.Connection, touched: dict[str, tuple[int, int]]) -> bool:
    """Return whether a copy fits into memory, and is less work than new tables."""
    (size,) = connection.execute(_SQL["file_size"]).fetchone()
    records = sum(records for records, _older in touched.values())
    return bool(size <= LARGEST_COPY) and records <= MOST_PUT_BACK


def _copy_put_back(
    connection: sqlite3.Connection, columns: dict[str, list[str]], at: dict[str, str]
) -> sqlite3.Connection:
    """Return a connection to a copy whose records are put back to the states that were kept.

    `columns` are those of the tables that were touched.
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(copy)
    copy.execute("BEGIN")
    names = copy.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (trigger,) in names:
        copy.execute(f"DROP TRIGGER {trigger}")
    copy.execute(_SQL["later"], at)
    # The states then may need what those of now hold (an external id): all of these go first.
    for table in columns:
        copy.execute(_SQL["delete_touched"].format(table=table))
    for table, fields in columns.items():
        copy.execute(f"INSERT INTO {table} ({', '.join(fields)}) {_states(table, fields)}")
    copy.execute("DELETE FROM change WHERE at > :then", at)
    copy.execute("COMMIT")
    return copy


def _shadow(
    connection: sqlite3.Connection, table: str, columns: list[str], *, all_new: bool
) -> None:
    """Shadow a table by its state then. `all_new`: what was touched since was created since."""
    if all_new:  # the view can use the indexes of the table
        select = _SQL["not_created_since"].format(table=table, columns=", ".join(columns))
        connection.execute(f"CREATE TEMP VIEW {table} AS {select}")
    elif table in _COUNTED:
        _rebuild(connection, table, columns)
    else:
        connection.execute(f"CREATE TEMP VIEW {table} AS {_state_then(table, columns)}")


def _rebuild(connection: sqlite3.Connection, table: str, columns: list[str]) -> None:
    """Shadow a table by a temporary one with its state then, to which records can be added."""
    declared = ", ".join("id INTEGER PRIMARY KEY" if name == "id" else name for name in columns)
    connection.execute(f"CREATE TEMP TABLE {table} ({declared})")
    connection.execute(
        f"INSERT INTO temp.{table} ({', '.join(columns)}) {_state_then(table, columns)}"
    )
    for number, indexed in enumerate(_INDEXES.get(table, ())):
        connection.execute(f"CREATE INDEX temp.past_{table}_{number} ON {table} ({indexed})")


def _state_then(table: str, columns: list[str]) -> str:
    untouched = _SQL["untouched"].format(table=table, columns=", ".join(columns))
    return f"{untouched} UNION ALL {_states(table, columns)}"


def _states(table: str, columns: list[str]) -> str:
    states = ", ".join(f"json_extract(r.before, '$.{name}')" for name in columns)
    return _SQL["states"].format(table=table, states=states)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return [name for (name,) in rows]
