"""The cells of a column, read together: what occurs more than once is read once."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from salesmap.core.errors import SalesmapError
from salesmap.exchange.cell_errors import ShortenedNumberError
from salesmap.exchange.mapping.amounts import (
    read_exact_amount,
    read_usual_amount,
    read_whole_amount,
)

Reader = Callable[[str], Any]

_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_MOST_REMEMBERED = 4_096
_LONG = 15
_OF_AMOUNTS = (read_exact_amount, read_usual_amount)
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


class ColumnReader:
    """Reads a column, some cells at a time.

    A cell that cannot be read becomes its SalesmapError; an empty one, or one of the words in
    `empty`, becomes None.
    """

    def __init__(self, read: Reader, empty: Iterable[str] = ()) -> None:
        words = frozenset(word.casefold() for word in empty)
        self._values = _Values(read, words)
        self._longest = max(map(len, words), default=0)
        self._ends = {"", *(form for word in words for form in (word[-1:], word[-1:].upper()))}

    def read(self, cells: Sequence[str]) -> list[Any]:
        """Return the values of the cells."""
        values, longest, ends = self._values, self._longest, self._ends
        # What differs from row to row costs more to remember than to read.
        if values.reader in _OF_AMOUNTS:
            empty = values.empty
            return [
                read_whole_amount(cell)
                if cell.isdigit() and cell.isascii() and len(cell) < _LONG and cell not in empty
                else values[cell]
                for cell in cells
            ]
        if values.reader is read_exact:
            return [
                cell
                if (len(cell) > longest or cell[-1:] not in ends)
                and cell[0] > "'"
                and cell[-1] > " "
                and "+" not in cell
                and cell.isascii()
                else values[cell]
                for cell in cells
            ]
        if values.reader is not unchanged:
            return list(map(values.__getitem__, cells))
        return [
            cell
            if (len(cell) > longest or cell[-1:] not in ends)
            and cell[0] > "'"
            and cell[-1] > " "
            and cell.isascii()
            else values[cell]
            for cell in cells
        ]

    def value(self, cell: str) -> Any:
        """Return the value of one cell. Raises the SalesmapError of one that cannot be read."""
        value = self._values[cell]
        if isinstance(value, SalesmapError):
            raise value
        return value

    @property
    def has_failed(self) -> bool:
        """Whether any cell so far could not be read."""
        return self._values.has_failed


class _Values(dict[str, Any]):
    """The value of each cell: dict finds one seen before faster than any function."""

    def __init__(self, read: Reader, empty: frozenset[str]) -> None:
        super().__init__()
        self.reader = read
        self.empty = empty
        self.has_failed = False

    def __missing__(self, cell: str) -> Any:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        text = without_guard(cell.strip())
        value = None
        if text and text.casefold() not in self.empty:
            try:
                value = self.reader(text)
            except SalesmapError as error:
                value = error
                self.has_failed = True
        self[cell] = value
        return value


def without_guard(cell: str) -> str:
    """Return a cell without the `'` that keeps a spreadsheet from running it as a formula."""
    if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_STARTS):
        return cell[1:]
    return cell


def unchanged(text: str) -> str:
    """Read a text column."""
    return text


def read_exact(text: str) -> str:
    """Read an id or a phone number, whose digits must be complete."""
    if _SHORTENED.fullmatch(text):
        raise ShortenedNumberError(text)
    return text


def first_filled(columns: Sequence[Sequence[Any]]) -> list[Any]:
    """Return, row by row, the first cell that is not empty."""
    if len(columns) == 1:
        return list(columns[0])
    return [
        next((cell for cell in row if cell is not None), None) for row in zip(*columns, strict=True)
    ]
