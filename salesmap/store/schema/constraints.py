"""What a column of the schema may hold, whoever writes to it."""

from sqlalchemy import CheckConstraint, Column, ForeignKey


def one_of(column: str, words: tuple[str, ...], name: str) -> CheckConstraint:
    """One of these words, if anything."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})", name=name)


def instant(column: str) -> CheckConstraint:
    """An instant as stored, if anything."""
    return CheckConstraint(f"{column} LIKE '____-__-__T__:__:__%Z'", name=column)


def day(column: str) -> CheckConstraint:
    """A calendar day as stored, if anything."""
    return CheckConstraint(f"{column} LIKE '____-__-__' AND {column} >= '1900-01-01'", name=column)


def whole(column: str) -> CheckConstraint:
    """A whole number, if anything."""
    # SQLite lets text into an INTEGER column; comparing with a cast is the portable way to refuse it.
    return CheckConstraint(f"{column} = CAST({column} AS INTEGER)", name=column)


def json_object(column: str) -> CheckConstraint:
    """A JSON object."""
    return CheckConstraint(f"json_valid({column}) AND {column} LIKE '{{%}}'", name=column)


def reference(target: str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    """A column that points to a record of another table."""
    return Column(ForeignKey(f"{target}.id"), nullable=nullable, index=index)
