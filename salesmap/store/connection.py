"""What a database connection must offer, whichever engine stands behind it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol


class Cursor(Protocol):
    """The rows of a statement."""

    @property
    def lastrowid(self) -> int | None:
        """Return the id of the record just inserted."""

    @property
    def rowcount(self) -> int:
        """Return how many records a statement changed."""

    @property
    def description(self) -> Any:
        """Return a tuple for each column, its name first."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the rows."""

    def fetchone(self) -> Any:
        """Return the next row, None after the last."""

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""


class Connection(Protocol):
    """One connection: `?` and `:name` stand for parameters on every engine."""

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Run a statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Any:
        """Run a statement once for each set of parameters."""
