"""What a column of the schema may hold, whoever writes to it."""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, text

INTEGER = BigInteger().with_variant(Integer, "sqlite")
"""64 bits in every engine: money in hundredths overflows 32 bits at 21 million."""


def one_of(column: str, words: tuple[str, ...], name: str) -> CheckConstraint:
    """Return the constraint that a column holds one of these words, or nothing."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})", name=name)


def instant(column: str) -> CheckConstraint:
    """Return the constraint that a column holds an instant as stored, or nothing."""
    return CheckConstraint(f"{column} LIKE '____-__-__T__:__:__%Z'", name=column)


def day(column: str) -> CheckConstraint:
    """Return the constraint that a column holds a calendar day as stored, or nothing."""
    return CheckConstraint(f"{column} LIKE '____-__-__' AND {column} >= '1900-01-01'", name=column)


def whole(column: str) -> CheckConstraint:
    """Return the constraint that a column holds a whole number, or nothing.

    SQLite lets text into an INTEGER column; comparing with a cast refuses it on every engine.
    """
    return CheckConstraint(f"{column} = CAST({column} AS INTEGER)", name=column)


def json_object(column: str) -> CheckConstraint:
    """Return the constraint that a column holds a JSON object."""
    return CheckConstraint(f"json_valid({column}) AND {column} LIKE '{{%}}'", name=column)


def reference(
    target: str, *, nullable: bool = False, index: bool = True, on_merge: str = "stay"
) -> Column[int]:
    """Return a column that points to a record of another table.

    `on_merge` says what happens to this record when two records of `target` are merged, see
    `store.tables.Reference`.
    """
    info = {"parent": target, "on_merge": on_merge}
    return Column(INTEGER, ForeignKey(f"{target}.id"), nullable=nullable, index=index, info=info)


def partial(name: str, *columns: Any, where: str, unique: bool = False) -> Index:
    """Return an index over the rows that meet a condition, on every engine."""
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
