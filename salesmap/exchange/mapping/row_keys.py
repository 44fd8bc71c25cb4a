"""Keys for rows without an id, by which a file that is imported again is recognized."""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

from salesmap.exchange.tabular.sheet import Record


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
