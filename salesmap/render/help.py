"""Lines of help broken where Chinese may be broken: between any two characters, but not before a full stop."""

import re
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.containers import Lines
from rich.text import Text

from salesmap.render.table import PipeSafeConsole

_OPENING, _CLOSING, _WIDE = "（“《「", "。，、；：？！）”》」…", "\u2e80-\uffef"
_UNIT = re.compile(
    rf"[{_OPENING}]*(?:[^\s{_WIDE}{_OPENING}{_CLOSING}]+|[{_WIDE}])?[{_CLOSING}]*\s*"
)
"""What stays on one line: a word or a Chinese character with the punctuation that belongs to it."""


class Prose(Text):
    """Text that wraps as Chinese does. rich knows no break but at a space, and would cut a sentence off."""

    def wrap(self, console: Console, width: int, **_settings: object) -> Lines:
        """The lines that the text takes."""
        lines = Lines()
        for paragraph in self.split(allow_blank=True):
            lines.extend(paragraph.divide(breaks(paragraph.plain, width)))
        for line in lines:
            line.rstrip()
        return lines


def prose(text: Text) -> Prose:
    """The same text, styles and all, that wraps."""
    return Prose(text.plain, style=text.style, end=text.end, spans=list(text.spans))


def breaks(text: str, width: int) -> list[int]:
    """Where lines of so many cells begin, but for the first."""
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


def print_commands(title: str, examples: Sequence[tuple[str, str]]) -> None:
    """Print command lines under a title, each below a few words on it. No line is broken."""
    console = PipeSafeConsole(highlight=False, markup=False, emoji=False)
    console.print(Text(f" {title}", style="bold"), Text(), sep="\n")
    for words, command in examples:
        if words:
            console.print(Text(f"   # {words}", style="dim"), soft_wrap=True)
        console.print(Text(f"   {command}", style="cyan"), soft_wrap=True)
    console.print()
