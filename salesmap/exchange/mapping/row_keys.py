"""What tells a row of a file from every other, where it has no id."""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

from salesmap.exchange.tabular.sheet import Record


class RowKeys:
    """Keys for the rows of one sheet: its header, the cells, and which of the rows alike in this file it is. So the same file
    twice is known again, and two rows alike are two.
    """

    def __init__(self, header: Sequence[str]) -> None:
        self._header = "\x1f".join(header)
        self._seen: Counter[bytes] = Counter()

    def key(self, record: Record) -> str:
        """The key of a row; the rows must come in their order."""
        digest = blake2b(
            "\x1f".join((self._header, *record.cells)).encode(), digest_size=12
        ).digest()
        self._seen[digest] += 1
        return f"{digest.hex()}-{self._seen[digest]}"
