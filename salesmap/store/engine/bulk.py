"""Many new records in one change, on either engine."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from salesmap.domain.records import Record
from salesmap.store.engine.dialect import last_ids
from salesmap.store.engine.opening import on_file
from salesmap.store.mapper import insert_statement
from salesmap.store.unit_of_work import UnitOfWork

_ROUND = 100


def in_bulk(change: UnitOfWork, expected: int) -> AbstractContextManager[None]:
    """Let many records come at once without the price of each one's journal."""
    if not on_file(change.connection):  # the journal of a server takes a statement at a time
        return nullcontext()
    from salesmap.store.file.bulk import in_bulk as in_bulk_on_file

    return in_bulk_on_file(change, expected)


def without_query_indexes(change: UnitOfWork, expected: int) -> AbstractContextManager[None]:
    """Rest the indexes that only queries need, where that saves time."""
    if not on_file(change.connection):
        return nullcontext()
    from salesmap.store.file.bulk import without_query_indexes as without_on_file

    return without_on_file(change, expected)


def next_id(change: UnitOfWork, record: type[Record]) -> int:
    """Return the id that the next new record gets."""
    return last_ids(change.connection).get(record.TABLE, 0) + 1


def insert(
    change: UnitOfWork,
    record: type[Record],
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
) -> None:
    """Insert rows given as tuples in the order of the columns."""
    values = list(rows)
    if not values:
        return
    if on_file(change.connection):
        from salesmap.store.file.bulk import insert as insert_on_file

        insert_on_file(change, record.TABLE, columns, values)
    else:
        change.many(insert_statement(record.TABLE, columns), values)


def any_of(values: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    """Return the places and the parameters of `IN (…)` for values, at least one.

    The last one is repeated up to a round number: each length is another statement, and the driver
    keeps more than a hundred of them, at 60 kB each.
    """
    padded = (*values, *[values[-1]] * (-len(values) % _ROUND))
    return ", ".join("?" * len(padded)), padded
