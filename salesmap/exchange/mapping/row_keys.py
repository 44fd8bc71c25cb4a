"""Keys by which the rows of a file that is imported again are recognized."""

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import blake2b

from salesmap.exchange.tabular.sheet import Record

_LONGEST_ID = 19


class RowKeys:
    """Keys for the rows of one sheet: of its header, the cells, and a number among equal rows.

    So the same file has the same keys again, and two equal rows have two.
    """

    def __init__(self, header: Sequence[str]) -> None:
        self._header = "\x1f".join(header)
        self._seen: Counter[bytes] = Counter()

    def key(self, record: Record) -> str:
        """Return the key of a row; rows must come in their order."""
        content = "\x1f".join((self._header, *record.cells)).encode()
        digest = blake2b(content, digest_size=12).digest()
        self._seen[digest] += 1
        return f"{digest.hex()}-{self._seen[digest]}"


def own_numbers(header: Sequence[str], *names: str) -> Callable[[Record], tuple[int, ...] | None]:
    """Return what finds the numbers in the columns of our own lists, by which they come back.

    None for a file without these columns, and for a row without a number in one of them.
    """
    columns = [name.strip().lower() for name in header]
    if not set(names) <= set(columns):
        return lambda record: None
    indexes = [columns.index(name) for name in names]

    def numbers(record: Record) -> tuple[int, ...] | None:
        cells = [record.cells[index].strip() for index in indexes]
        if all(cell.isascii() and cell.isdigit() and len(cell) < _LONGEST_ID for cell in cells):
            return tuple(map(int, cells))
        return None

    return numbers
