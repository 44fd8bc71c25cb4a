"""The cells of a column, read together: what stands in it more than once is read once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from salesmap.core.errors import SalesmapError

Reader = Callable[[str], Any]

_MOST_REMEMBERED = 4_096
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


class Column:
    """Reads a column, some cells at a time. A cell that cannot be read comes out as the Problem; an empty one as None."""

    def __init__(self, read: Reader, empty: Iterable[str] = ()) -> None:
        self._known = _Known(read, frozenset(word.casefold() for word in empty))

    def read(self, cells: Sequence[str]) -> list[Any]:
        """What the cells hold."""
        known = self._known
        return [known[cell] for cell in cells]

    @property
    def has_failed(self) -> bool:
        """Whether any cell so far could not be read."""
        return self._known.has_failed


class _Known(dict[str, Any]):
    """What each cell was read as: dict finds a cell seen before faster than any function could read it."""

    def __init__(self, read: Reader, empty: frozenset[str]) -> None:
        super().__init__()
        self.reader = read
        self.empty = empty
        self.has_failed = False

    def __missing__(self, cell: str) -> Any:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        text = unguarded(cell.strip())
        value = None
        if text and text.casefold() not in self.empty:
            try:
                value = self.reader(text)
            except SalesmapError as problem:
                value = problem
                self.has_failed = True
        self[cell] = value
        return value


def unguarded(cell: str) -> str:
    """A cell without the `'` that keeps a spreadsheet from running a text as a formula."""
    if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_STARTS):
        return cell[1:]
    return cell


def as_it_is(text: str) -> str:
    """A text column."""
    return text


def first_filled(columns: Sequence[Sequence[Any]]) -> list[Any]:
    """Row by row, the first cell that is not empty."""
    if len(columns) == 1:
        return list(columns[0])
    return [
        next((cell for cell in row if cell is not None), None) for row in zip(*columns, strict=True)
    ]
