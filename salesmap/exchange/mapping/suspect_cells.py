"""Cells that a spreadsheet probably changed: `5-20` to `May-20`, a long id to 1E+10."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from salesmap.exchange.tabular.sheet import Record

_MOST = 1000
_LONGEST = 14
_MOST_CHANGED = 0.9
"""The share of changed cells from which on a column holds such things."""
_FEW = 20
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_CHANGED = re.compile(
    rf"(?:{_MONTHS})-\d{{2}}|\d{{1,2}}-(?:{_MONTHS})|\d{{1,2}}月\d{{1,2}}日"
    r"|\d(?:\.\d+)?E[+-]\d+|#{3,}|#(?:REF|VALUE|NAME|N/A|DIV/0|NUM|NULL)[!?]?"
)
_ANY_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class SuspectCell(NamedTuple):
    """A cell that was probably changed. It is imported as is: nobody can tell what it was."""

    line: int
    column: str
    cell: str


class SuspectCells:
    """Finds the suspect cells of the text columns, given as headers by index.

    What nearly all cells of a column look like is what the column holds: nothing changed them.
    """

    def __init__(self, columns: Mapping[int, str], *, is_workbook: bool) -> None:
        # In a workbook, 5-20 has become the 20th of May, which is a date like others.
        kinds = [(_is_changed, _MOST_CHANGED)] + ([(_is_date, 0.5)] if is_workbook else [])
        self.columns = [
            _Suspects(i, header, is_suspect, most)
            for i, header in columns.items()
            for is_suspect, most in kinds
        ]

    def add(self, batch: Sequence[Record], cells: Sequence[Sequence[str]]) -> None:
        """Look at some more rows; `cells` are those of the batch by column."""
        for column in self.columns:
            column.add(batch, cells[column.index])

    def cells(self) -> list[SuspectCell]:
        """Return the suspect cells, the first thousand, in the order of the kinds."""
        found = [cell for column in self.columns for cell in column.cells()]
        return found[:_MOST]


class _Suspects:
    """The cells of a column that look suspect, if they are not what it holds."""

    def __init__(
        self, index: int, column: str, is_suspect: Callable[[str], object], most: float
    ) -> None:
        self.index = index
        self.column = column
        self.is_suspect = is_suspect
        self.most = most
        self.found: list[SuspectCell] = []
        self.suspect = self.others = 0

    def add(self, batch: Sequence[Record], cells: Sequence[str]) -> None:
        suspect = [index for index, cell in enumerate(cells) if self.is_suspect(cell)]
        self.suspect += len(suspect)
        self.others += sum(1 for cell in cells if cell and not _ANY_DATE.match(cell))
        self.others -= sum(1 for index in suspect if not _ANY_DATE.match(cells[index]))
        if len(self.found) < _MOST:
            self.found += (
                SuspectCell(batch[index].line, self.column, cells[index]) for index in suspect
            )

    def cells(self) -> list[SuspectCell]:
        """Return the cells, unless most cells are like them, or dates."""
        share = self.suspect / max(self.suspect + self.others, 1)
        if share >= self.most and (self.suspect >= _FEW or self.most <= 0.5):
            return []
        return sorted(self.found)


def _is_changed(cell: str) -> bool:
    return 3 < len(cell) < _LONGEST and bool(_CHANGED.fullmatch(cell))


def _is_date(cell: str) -> bool:
    return bool(_DATE.fullmatch(cell))
