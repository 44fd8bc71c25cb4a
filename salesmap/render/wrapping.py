"""Lines broken where Chinese may be broken: between characters, but not before a full stop."""

import re
from collections.abc import Iterator
from itertools import pairwise

from rich.cells import cell_len as _cell_len
from rich.cells import chop_cells

_OPENING, _CLOSING, _WIDE = "（“《「", "。，、；：？！）”》」…", "\u2e80-\uffef"
_UNIT = re.compile(
    rf"[{_OPENING}]*(?:[^\s{_WIDE}{_OPENING}{_CLOSING}]+|[{_WIDE}])?[{_CLOSING}]*\s*"
)
"""What stays on one line: a word or a Chinese character with the punctuation that belongs to it."""


def cell_len(text: str) -> int:
    """Return the width of a text on a terminal, in cells."""
    return len(text) if text.isascii() else _cell_len(text)


def breaks(text: str, width: int) -> list[int]:
    """Return the indexes where lines of so many cells begin, except the first."""
    found, place, used = [], 0, 0
    for unit in _UNIT.findall(text):
        pieces = [unit] if cell_len(unit.rstrip()) <= width else chop_cells(unit, width)
        for piece in pieces:
            if used and used + cell_len(piece.rstrip()) > width:
                found.append(place)
                used = 0
            place += len(piece)
            used += cell_len(piece)
    return found


def longest_word(text: str) -> int:
    """Return the width in cells of the longest piece of a text that cannot be broken."""
    return max((cell_len(unit.rstrip()) for unit in _UNIT.findall(text)), default=0)


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text, each of so many cells at most."""
    starts = [0, *breaks(text, width), len(text)]
    return (text[start:end].rstrip() for start, end in pairwise(starts))
