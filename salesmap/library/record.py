"""What every record of the library has in common, and how amounts are read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from salesmap.core.dates import parse_moment
from salesmap.core.money import parse_money
from salesmap.core.table import Table as Rows
from salesmap.library.workspace import Workspace
from salesmap.store.connection import Connection

Amount = str | int | float


class Record:
    """One record. Its fields are read from the database at each use."""

    def __init__(self, db: Workspace, id: int) -> None:
        self._db = db
        self.id = id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        return (type(other), other.id, other._db) == (type(self), self.id, self._db)

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    @property
    def fields(self) -> dict[str, Any]:
        """Return every field, under the keys of the list of such records with `--format json`."""
        with self._db.connection() as connection:
            return self._row(connection).dicts()[0]

    def __getitem__(self, field: str) -> Any:
        return self.fields[field]

    def _row(self, connection: Connection) -> Rows:
        """Return the record as a table of one row."""
        raise NotImplementedError

    def _moment(self, at: str | datetime | None) -> datetime | None:
        clock = self._db.database.clock
        return parse_moment(at, clock) if isinstance(at, str) else at


def read_amount(value: Amount | None) -> tuple[int | None, str | None]:
    """Return hundredths and the currency, if one is named. Raises UnreadableAmount, TypeError."""
    if value is None:
        return None, None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(f"an amount is a str, int or float, not {type(value).__name__}")
    return parse_money(str(value))


def words_of(value: str | Sequence[str]) -> tuple[str, ...]:
    """Return words that are given as one or as several."""
    return (value,) if isinstance(value, str) else tuple(value)


def require_text(name: str, value: object) -> None:
    """Raise TypeError for what is no text."""
    if not isinstance(value, str):
        raise TypeError(f"{name} is a str, not {type(value).__name__}")


def require_record(name: str, value: object, kind: type[Record]) -> None:
    """Raise TypeError for what is no record of the kind."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} is a {kind.__name__}, not {type(value).__name__}")


def require_known(given: Mapping[str, object], known: type) -> None:
    """Raise TypeError for a keyword that the fields `known`, a TypedDict, do not have."""
    if unknown := sorted(given.keys() - known.__annotations__.keys()):
        raise TypeError(f"no such field: {', '.join(unknown)}")
