"""Records to rows and back: all SQL that writing single records needs."""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.i18n import _
from salesmap.domain.records import Record
from salesmap.store.connection import Connection

R = TypeVar("R", bound=Record)


class ChangedMeanwhile(RuleViolation):
    """Another command changed or deleted the record since it was read."""

    code = "changed_meanwhile"

    def __init__(self, record: Record) -> None:
        text = _("{kind}:{id} was changed meanwhile: nothing was written.")
        super().__init__(
            text.format(kind=record.TABLE, id=record.id), kind=record.TABLE, id=record.id
        )


class UnstorableText(UsageError):
    """A text holds the character NUL, which not every program can read back."""

    code = "unstorable_text"

    def __init__(self) -> None:
        super().__init__(_("A text cannot hold the character NUL: remove it."))


def fetch(
    connection: Connection, cls: type[R], where: str, parameters: Sequence[Any], order: str
) -> list[R]:
    """Return the records that meet a condition, in an order that is total."""
    columns = ", ".join(map(quoted, cls.COLUMNS))
    sql = f"SELECT {columns} FROM {cls.TABLE} WHERE {where} ORDER BY {order}"
    return [from_row(cls, row) for row in connection.execute(sql, parameters).fetchall()]


def from_row(cls: type[R], row: Sequence[Any]) -> R:
    """Return a record made of a row in the order of the columns."""
    record = cls.__new__(cls)
    for column, value in zip(cls.COLUMNS, row, strict=True):
        setattr(record, column, value)
    return record


def values_of(record: Record) -> tuple[Any, ...]:
    """Return a record's values in the order of the columns."""
    values: tuple[Any, ...] = _reader(record.COLUMNS)(record)
    return values


_reader = cache(lambda columns: attrgetter(*columns))
"""Reads all columns of a record at once: every statement compares what is loaded."""


def insert(connection: Connection, record: Record) -> None:
    """Insert a record and give it its id. Raises UnstorableText."""
    columns = [column for column in record.COLUMNS if column != "id" or record.id]
    values = [getattr(record, column) for column in columns]
    _refuse_nul(values)
    cursor = connection.execute(insert_statement(record.TABLE, columns), values)
    if not record.id:
        setattr(record, "id", cursor.lastrowid)  # noqa: B010 – a slot of every record, not of the base


def update(connection: Connection, record: Record, before: tuple[Any, ...]) -> tuple[Any, ...]:
    """Write the columns that differ from `before`, if any. Returns the values as they are now.

    Raises ChangedMeanwhile when the record is gone or has another version than the one read,
    UnstorableText.
    """
    now = values_of(record)
    if now == before:  # as most records loaded, at most statements
        return now
    changed = {
        column: value
        for column, value, old in zip(record.COLUMNS, now, before, strict=True)
        if value != old
    }
    _refuse_nul(changed.values())
    assignments = ", ".join(f"{quoted(column)} = ?" for column in changed)
    condition, guard = "id = ?", [record.id]
    if "version" in record.COLUMNS:
        condition += " AND version = ?"
        guard.append(before[record.COLUMNS.index("version")])
    sql = f"UPDATE {record.TABLE} SET {assignments} WHERE {condition}"
    if connection.execute(sql, [*changed.values(), *guard]).rowcount != 1:
        raise ChangedMeanwhile(record)
    return now


def _refuse_nul(values: Iterable[Any]) -> None:
    for value in values:
        if isinstance(value, str) and "\0" in value:
            raise UnstorableText


def delete(connection: Connection, record: Record) -> None:
    """Delete a record."""
    connection.execute(f"DELETE FROM {record.TABLE} WHERE id = ?", (record.id,))


def insert_statement(table: str, columns: Sequence[str]) -> str:
    """Return the statement that inserts a row of these columns."""
    names = ", ".join(map(quoted, columns))
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def quoted(column: str) -> str:
    """Return a column's name as every engine takes it, reserved words included."""
    return f'"{column}"'
