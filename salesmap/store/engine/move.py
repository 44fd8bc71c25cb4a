"""Taking a whole database to another engine: every record under its id, the journal included.

It is compared table by table, by counts and checksums of both sides, before it is committed; the
old database is only read.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from salesmap.core import commit_state
from salesmap.core.errors import ResourceError, RuleViolation
from salesmap.core.i18n import _
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.engine.dialect import defer_references, last_ids, set_last_id
from salesmap.store.engine.opening import (
    ensure_database,
    exists,
    made_aside,
    on_file,
    read_connection,
)
from salesmap.store.errors import DatabaseExists
from salesmap.store.mapper import insert_statement, quoted
from salesmap.store.tables import TABLES

if TYPE_CHECKING:
    from salesmap.store.server.connection import ServerConnection

_BATCH = 2_000


class SameDatabase(RuleViolation):
    """A database is to be moved to where it is."""

    code = "same_database"

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is this database itself.").format(name=name), name=name)


class MoveDiffers(ResourceError):
    """The copy does not hold what the original holds: it is not kept."""

    code = "move_differs"

    def __init__(self, table: str) -> None:
        text = _("The copy of {table} differs from the original: nothing was kept.")
        super().__init__(text.format(table=table), table=table)


class Moved(NamedTuple):
    """How many records of how many tables were moved, and the checksum of all of them."""

    records: int
    tables: int
    checksum: str


def count_records(database: Database) -> int:
    """Return how many records are to be moved."""
    with read_connection(database) as connection:
        return sum(
            int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in TABLES
        )


def move(source: Database, target: Database, echo: Callable[[int], None]) -> Moved:
    """Copy a database to a place where there is none; `echo` takes the records moved so far.

    Raises SameDatabase, DatabaseExists, MoveDiffers, ResourceError.
    """
    if source.key == target.key:
        raise SameDatabase(target.name)
    if exists(target):
        raise DatabaseExists(target.name)
    digest, count = hashlib.sha256(), 0

    with read_connection(source) as original:

        def fill(copy: Connection) -> None:
            nonlocal count
            copy.execute("DELETE FROM identity")
            defer_references(copy)
            for table in TABLES:
                for rows in _batches(original, table):
                    _write(copy, table, rows)
                    count += len(rows)
                    echo(count)
            for table in TABLES:
                sums = [_checksum(connection, table) for connection in (original, copy)]
                if sums[0] != sums[1]:
                    raise MoveDiffers(table)
                digest.update(f"{table} {sums[0]}\n".encode())
            for table, last in last_ids(original).items():
                set_last_id(copy, table, last)

        with made_aside(target) as aside:
            if not ensure_database(aside, fill):
                raise DatabaseExists(target.name)
    commit_state.mark_committed()
    return Moved(count, len(TABLES), digest.hexdigest())


def _order(table: str) -> str:
    columns = TABLES[table].columns
    return "id" if "id" in columns else ", ".join(map(quoted, columns[:3]))


def _batches(connection: Connection, table: str) -> Iterator[list[Any]]:
    columns = ", ".join(map(quoted, TABLES[table].columns))
    rows = iter(connection.execute(f"SELECT {columns} FROM {table} ORDER BY {_order(table)}"))
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _write(connection: Connection, table: str, rows: list[Any]) -> None:
    columns = TABLES[table].columns
    if on_file(connection):
        connection.executemany(insert_statement(table, columns), rows)
    else:
        from salesmap.store.server.copying import copy_rows

        copy_rows(cast("ServerConnection", connection), table, columns, rows)


def _checksum(connection: Connection, table: str) -> str:
    """Return the hash over all records of a table; whole numbers in a real column are real."""
    digest = hashlib.sha256()
    is_number = [kind.startswith("number") for kind in TABLES[table].kinds]
    for rows in _batches(connection, table):
        for row in rows:
            values = [
                float(value) if number and value is not None else value
                for value, number in zip(row, is_number, strict=True)
            ]
            digest.update(json.dumps(values, default=bytes.hex).encode())
    return digest.hexdigest()
