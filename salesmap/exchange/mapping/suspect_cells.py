"""Cells that a spreadsheet probably changed: `5-20` to `May-20`, a long id to 1E+10."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salesmap.exchange.tabular.sheet import Record

_MOST = 1000
_LONGEST = 14
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_CHANGED = re.compile(
    rf"(?:{_MONTHS})-\d{{2}}|\d{{1,2}}-(?:{_MONTHS})|\d{{1,2}}月\d{{1,2}}日"
    r"|\d(?:\.\d+)?E[+-]\d+|#{3,}|#(?:REF|VALUE|NAME|N/A|DIV/0|NUM|NULL)[!?]?"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class SuspectCell(NamedTuple):
    """A cell that was probably changed. It is imported as is: nobody can tell what it was."""

    line: int
    column: str
    cell: str


class SuspectCells:
    """Finds the suspect cells of the text columns, given as headers by index."""

    def __init__(self, columns: Mapping[int, str], *, is_workbook: bool) -> None:
        self.columns = columns
        self.changed: list[SuspectCell] = []
        # In a workbook, 5-20 has become the 20th of May, which is a date like others.
        self.dates = (
            {i: _StrayDates(header) for i, header in columns.items()} if is_workbook else {}
        )

    def add(self, batch: Sequence[Record], cells: Sequence[Sequence[str]]) -> None:
        """Look at some more rows; `cells` are those of the batch by column."""
        if len(self.changed) < _MOST:
            for i, header in self.columns.items():
                for record, cell in zip(batch, cells[i], strict=True):
                    if 3 < len(cell) < _LONGEST and _CHANGED.fullmatch(cell):
                        self.changed.append(SuspectCell(record.line, header, cell))
        for i, dates in self.dates.items():
            dates.add(batch, cells[i])

    def cells(self) -> list[SuspectCell]:
        """Return the suspect cells, the first thousand."""
        stray = [cell for dates in self.dates.values() for cell in dates.cells()]
        return [*self.changed, *stray][:_MOST]


class _StrayDates:
    """Dates in a column of other things."""

    def __init__(self, column: str) -> None:
        self.column = column
        self.found: list[SuspectCell] = []
        self.others = 0

    def add(self, batch: Sequence[Record], cells: Sequence[str]) -> None:
        for record, cell in zip(batch, cells, strict=True):
            if _DATE.fullmatch(cell) and len(self.found) < _MOST:
                self.found.append(SuspectCell(record.line, self.column, cell))
            elif cell:
                self.others += 1

    def cells(self) -> list[SuspectCell]:
        """Return the dates, if there are more other cells."""
        return self.found if self.others > len(self.found) else []
