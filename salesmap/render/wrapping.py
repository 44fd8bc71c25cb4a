"""Lines broken where Chinese may be broken: between characters, but not before a full stop."""

import re

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.containers import Lines
from rich.text import Text

_OPENING, _CLOSING, _WIDE = "（“《「", "。，、；：？！）”》」…", "\u2e80-\uffef"
_UNIT = re.compile(
    rf"[{_OPENING}]*(?:[^\s{_WIDE}{_OPENING}{_CLOSING}]+|[{_WIDE}])?[{_CLOSING}]*\s*"
)
"""What stays on one line: a word or a Chinese character with the punctuation that belongs to it."""


class Prose(Text):
    """Text that wraps as Chinese does; rich breaks only at spaces and would cut a sentence off."""

    def wrap(self, console: Console, width: int, **_settings: object) -> Lines:
        """Return the lines of the text."""
        lines = Lines()
        for paragraph in self.split(allow_blank=True):
            lines.extend(paragraph.divide(breaks(paragraph.plain, width)))
        for line in lines:
            line.rstrip()
        return lines


def prose(text: Text) -> Prose:
    """Return the same text, with its styles, as Prose."""
    return Prose(text.plain, style=text.style, end=text.end, spans=list(text.spans))


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
