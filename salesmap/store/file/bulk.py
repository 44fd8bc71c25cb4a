"""Many new records in one change, without the price of a trigger for each one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from operator import itemgetter
from typing import Any

from salesmap.store.file.dialect import last_ids
from salesmap.store.file.triggers import triggers
from salesmap.store.mapper import insert_statement
from salesmap.store.tables import JOURNALED, TABLES
from salesmap.store.unit_of_work import UnitOfWork

_LEAST = 1_000  # for fewer records it is not worth it
_OF_NEW_RECORDS = ("_insert", "_replace")
_INDEXED = ("lead", "stay")
_AT_ONCE = 50


@contextmanager
def in_bulk(change: UnitOfWork, expected: int) -> Iterator[None]:
    """Journal the records inserted inside a table at a time at the end, four times as fast.

    Only the triggers on new records are dropped meanwhile, inside the change's own transaction:
    changes of older records are recorded as ever.
    """
    dropped = {
        name: statement for name, statement in triggers().items() if name.endswith(_OF_NEW_RECORDS)
    }
    before = last_ids(change.connection)
    # The keys of customers and contacts come in no order: SQLite's own 2 MB are read anew and anew.
    change.sql("PRAGMA cache_size = -4000")
    for name in dropped:
        change.sql(f"DROP TRIGGER IF EXISTS {name}")
    with without_query_indexes(change, expected, deletes=False):
        yield
    for table in sorted(JOURNALED):
        change.sql(
            "INSERT OR REPLACE INTO change_row (change_id, table_name, row_id, before)"
            f" SELECT ?, ?, id, NULL FROM {table} WHERE id > ?",
            change.change.id,
            table,
            before.get(table, 0),
        )
    for statement in dropped.values():
        change.sql(statement)


@contextmanager
def without_query_indexes(
    change: UnitOfWork, expected: int, *, deletes: bool = True
) -> Iterator[None]:
    """Drop the indexes that only queries need while more records come or go than there were.

    Creating them again at the end, inside the change's transaction, costs a third.
    """
    (last_lead,) = change.sql("SELECT coalesce(max(id), 0) FROM lead")[0]
    dropped = _query_indexes(change, deletes=deletes) if expected > max(last_lead, _LEAST) else []
    for name, _statement in dropped:
        change.sql(f"DROP INDEX {name}")
    yield
    for _name, statement in dropped:
        change.sql(statement)


def insert(
    change: UnitOfWork, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows; into the two longest tables many with one statement, a third faster.

    Each statement looks for the table's last id among those of all tables. Other tables keep their
    indexes meanwhile: there, a statement that may fail half-way must remember too many pages.
    """
    if table not in _INDEXED or len(rows) < _AT_ONCE:
        change.many(insert_statement(table, columns), rows)
        return
    # What is empty in all rows is left out: these tables have no defaults for what may be empty.
    filled = [
        place
        for place, values in enumerate(zip(*rows, strict=True))
        if values[0] is not None or values.count(None) < len(rows)
    ]
    statement = insert_statement(table, [columns[place] for place in filled])
    kept = list(map(itemgetter(*filled), rows))
    head, sign, places = statement.rpartition("VALUES ")
    whole = len(kept) // _AT_ONCE * _AT_ONCE
    change.many(
        head + sign + ", ".join([places] * _AT_ONCE),
        (
            tuple(chain.from_iterable(kept[start : start + _AT_ONCE]))
            for start in range(0, whole, _AT_ONCE)
        ),
    )
    change.many(statement, kept[whole:])


def _query_indexes(change: UnitOfWork, *, deletes: bool) -> list[tuple[str, str]]:
    """Return (name, statement) of the indexes of the two longest tables that no rule needs.

    References are looked up at each delete: their indexes stay unless nothing is deleted.
    """
    of_references = {
        f"ix_{table}_{reference.column}"
        for table in _INDEXED
        for reference in TABLES[table].references
        if deletes
    }
    indexes = change.sql(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('lead', 'stay')"
    )
    return [
        (name, statement)
        for name, statement in indexes
        if name.startswith(("ix_lead_", "ix_stay_")) and name not in of_references
    ]
