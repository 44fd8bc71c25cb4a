"""Rows that cannot land: counted, told, and kept in a file if one is named."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _, reason
from salesmap.exchange.tabular.sheet import Record

Row = TypeVar("Row")

_REASONS_TOLD = 3


class Rejected(NamedTuple):
    """A row that cannot land, and why."""

    record: Record
    reason: str


class Rejects:
    """The rows put aside so far."""

    def __init__(self, keep: Callable[[Sequence[object]], object] | None = None) -> None:
        self.count = 0
        self.first_reasons: list[str] = []
        self._keep = keep

    @classmethod
    @contextmanager
    def kept_in(cls, path: Path | None, header: Sequence[str]) -> Iterator["Rejects"]:
        """Rejects written to a CSV with line and reason before the cells; only counted without a file. Raises UsageError."""
        if path is None:
            yield cls()
            return
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["line", "reason", *header])
                yield cls(writer.writerow)
        except OSError as error:
            raise UsageError(
                _("Cannot write {path}: {reason}.").format(path=path, reason=reason(error))
            ) from None

    def good_ones(self, rows: Iterable[Row | Rejected]) -> Iterator[Row]:
        """The rows that can land; the others are put aside on the way."""
        for row in rows:
            if isinstance(row, Rejected):
                self.put_aside(row)
            else:
                yield row

    def put_aside(self, row: Rejected) -> None:
        """Take a row out, for a reason."""
        self.count += 1
        if self.count <= _REASONS_TOLD:
            self.first_reasons.append(
                _("line {line}: {reason}").format(line=row.record.line, reason=row.reason)
            )
        if self._keep:
            self._keep([row.record.line, row.reason, *row.record.cells])
