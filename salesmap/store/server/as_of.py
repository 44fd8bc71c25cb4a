"""The database as it was at an instant, on a server: temporary tables shadow the real ones.

They are made in the transaction of the reader, which is rolled back at its end.
"""

from salesmap.core.clock import from_instant
from salesmap.store.as_of.rebuilding import (
    COLUMNS,
    INDEXES,
    SQL,
    Past,
    add_backdated,
    find_past,
    show_changes_until,
    untouched,
)
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.journal.stubs import refuse_trimmed


def show_past(connection: Connection, database: Database) -> None:
    """Let a connection see the database as of `database.as_of`, and nothing else."""
    assert database.as_of is not None
    refuse_trimmed(connection, database.as_of)
    day = database.clock.day_of(from_instant(database.as_of)).isoformat()
    at = {"then": database.as_of, "day": day}
    past = find_past(connection, at)
    for table in COLUMNS:
        if table in past.rebuilt or table in past.touched:
            _shadow(connection, table, past)
    add_backdated(connection, past, at, lambda table: _count(connection, table))
    show_changes_until(connection, database.as_of)
    connection.execute("SET TRANSACTION READ ONLY")


def _shadow(connection: Connection, table: str, past: Past) -> None:
    """Shadow a table by its state then."""
    columns = ", ".join(COLUMNS[table])
    connection.execute(f"CREATE TEMP TABLE {table} (LIKE main.{table}, PRIMARY KEY (id))")
    select = untouched(table, COLUMNS[table])
    if table in past.touched and past.touched[table][1]:
        select += f" UNION ALL {_states(table)}"
    connection.execute(f"INSERT INTO temp.{table} ({columns}) {select}")
    for indexed in INDEXES.get(table, ()):
        connection.execute(f"CREATE INDEX ON temp.{table} ({indexed})")
    _count(connection, f"temp.{table}")


def _count(connection: Connection, table: str) -> None:
    """Count the records of a temporary table for the planner: nothing else does in its time."""
    connection.execute(f"ANALYZE {table}")


def _states(table: str) -> str:
    """Return the SQL of the states then of the records touched since."""
    states = ", ".join(f"s.{name}" for name in COLUMNS[table])
    record = f"json_populate_record(NULL::main.{table}, r.before::json) s"
    return (
        SQL["states"]
        .format(table=table, states=states)
        .replace("WHERE", f"CROSS JOIN LATERAL {record} WHERE", 1)
    )
