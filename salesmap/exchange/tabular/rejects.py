"""Rejected rows: counted, and written to a file if one is named."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from salesmap.core.errors import SalesmapError
from salesmap.core.files import replacing
from salesmap.core.i18n import _
from salesmap.exchange.tabular.sheet import Record

Row = TypeVar("Row")

_REASONS_KEPT = 3


class Rejected(NamedTuple):
    """A row that is not imported, and why."""

    record: Record
    reason: str


class Rejects:
    """The rejected rows so far: their number and lines, and the first reasons."""

    def __init__(self, write: Callable[[Sequence[object]], object] | None = None) -> None:
        self.count = 0
        self.lines: set[int] = set()
        self.first_reasons: list[str] = []
        self._write = write

    @classmethod
    @contextmanager
    def written_to(cls, path: Path | None, header: Sequence[str]) -> Iterator["Rejects"]:
        """Write the rejects to a CSV file, with line and reason before the cells.

        Without a file they are only counted. What was rejected is kept when the import is refused.
        Raises OutputIsSource, OutputExists, UnwritableFile.
        """
        if path is None:
            yield cls()
            return
        refused: SalesmapError | None = None
        with replacing(path) as file:
            writer = csv.writer(file)
            writer.writerow(["line", "reason", *header])
            rejects = cls(writer.writerow)
            try:
                yield rejects
            except SalesmapError as error:
                if not rejects.count:
                    raise
                refused = error
        if refused:
            raise refused

    def accepted(self, rows: Iterable[Row | Rejected]) -> Iterator[Row]:
        """Yield the rows that can be imported; reject the others on the way."""
        for row in rows:
            if isinstance(row, Rejected):
                self.reject(row)
            else:
                yield row

    def reject(self, row: Rejected) -> None:
        """Count a row, and write it."""
        self.count += 1
        self.lines.add(row.record.line)
        if self.count <= _REASONS_KEPT:
            self.first_reasons.append(
                _("line {line}: {reason}").format(line=row.record.line, reason=row.reason)
            )
        if self._write:
            self._write([row.record.line, row.reason, *row.record.cells])


def landing(rows: Iterable[Any], rejected: Set[int]) -> Iterator[Any]:
    """Yield the drafts of a file that are not on `rejected` lines."""
    return (row for row in Rejects().accepted(rows) if row.row.line not in rejected)
