"""Many new records in one change, without the price of hearing of each one."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlmodel import SQLModel

from salesmap.store.journal.triggers import triggers
from salesmap.store.models import JOURNALED
from salesmap.store.unit_of_work import UnitOfWork

_LEAST = 1_000  # for fewer records it is not worth it
_OF_NEW_RECORDS = ("_insert", "_replace")


@contextmanager
def in_bulk(change: UnitOfWork, expected: int) -> Iterator[None]:
    """Records inserted inside are journaled a table at a time at the end, which is four times as fast as one by one.

    Only the triggers that hear of new records rest, inside the change's own transaction; what happens to older records is
    recorded as ever, and a new record that is changed again is still a new one.
    """
    resting = {
        name: statement for name, statement in triggers().items() if name.endswith(_OF_NEW_RECORDS)
    }
    last_ids = dict(change.sql("SELECT name, seq FROM sqlite_sequence"))
    for name in resting:
        change.sql(f"DROP TRIGGER IF EXISTS {name}")
    with indexes_at_rest(change, expected):
        yield
    for table in sorted(str(model.__tablename__) for model in JOURNALED):
        change.sql(
            f"INSERT OR REPLACE INTO change_row (change_id, table_name, row_id, before) SELECT ?, ?, id, NULL FROM {table} WHERE id > ?",
            change.change.id, table, last_ids.get(table, 0),
        )  # fmt: skip
    for statement in resting.values():
        change.sql(statement)


@contextmanager
def indexes_at_rest(change: UnitOfWork, expected: int) -> Iterator[None]:
    """Where more records are `expected` to come or go than there were leads, the indexes for questions rest, inside the
    change's own transaction: made anew at the end, they cost a third."""
    (last_lead,) = change.sql("SELECT coalesce(max(id), 0) FROM lead")[0]
    resting = _indexes_for_questions(change) if expected > max(last_lead, _LEAST) else []
    for name, _statement in resting:
        change.sql(f"DROP INDEX {name}")
    yield
    for _name, statement in resting:
        change.sql(statement)


def _indexes_for_questions(change: UnitOfWork) -> list[tuple[str, str]]:
    """(name, statement) of the indexes of the two longest tables that no rule rests on: references are looked up at each delete."""
    tables = (SQLModel.metadata.tables[name] for name in ("lead", "stay"))
    of_references = {
        f"ix_{table.name}_{key.parent.name}" for table in tables for key in table.foreign_keys
    }
    return [
        (name, statement)
        for name, statement in change.sql(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('lead', 'stay')"
        )
        if name.startswith(("ix_lead_", "ix_stay_")) and name not in of_references
    ]


def next_id(change: UnitOfWork, model: type[SQLModel]) -> int:
    """The id that the next new record gets."""
    rows = change.sql("SELECT seq FROM sqlite_sequence WHERE name = ?", model.__tablename__)
    return int(rows[0][0]) + 1 if rows else 1


def insert(
    change: UnitOfWork,
    model: type[SQLModel],
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
) -> None:
    """Insert rows given as tuples in the order of the columns."""
    values = list(rows)
    if values:
        statement = f"INSERT INTO {model.__tablename__} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        change.session.connection().exec_driver_sql(statement, values)
