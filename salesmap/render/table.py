"""Rows as a table on a terminal."""

import sys
from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table as Grid
from rich.text import Text

from salesmap.core.clock import Clock
from salesmap.core.table import NUMBERS, Table
from salesmap.render.cell_format import cells, heading
from salesmap.render.wrapping import longest_word, prose

_NEVER_FOLDED = NUMBERS | {"day", "instant"}
LEAST_WIDTH = 40
_LEAST_COLUMN = 8
_GAP = 2


def print_table(rows: Table, clock: Clock, color: bool) -> None:
    """Print the rows as a table as wide as the terminal; Chinese counts two cells a character."""
    console = console_for(color)
    console.width = max(console.width, LEAST_WIDTH)
    console.print(table_of(rows, clock, "bold" if color else "", width=console.width))


def table_of(
    rows: Table, clock: Clock, header_style: str, beside: Sequence[Text] = (), *, width: int = 0
) -> Grid:
    """Return the rows as a table, with what is `beside` in a column of its own behind them.

    `width`: lay the columns out in so many cells, breaking lines between words only if possible.
    """
    table = Grid(box=None, header_style=header_style, pad_edge=False)
    lines = cells(rows, clock)
    heads = [heading(column.title or column.name) for column in rows.columns]
    widths = _widths(rows, heads, lines, width) if width else None
    for index, column in enumerate(rows.columns):
        longest = max((cell_len(line[index]) for line in lines), default=0)
        justify: JustifyMethod = "right" if column.kind in NUMBERS else "left"
        table.add_column(
            Text(heads[index]),
            justify=justify,
            width=widths[index] if widths else None,
            min_width=longest if column.kind in _NEVER_FOLDED else None,
            overflow="fold",
        )
    if beside:
        table.add_column("", no_wrap=True, min_width=max(text.cell_len for text in beside))
    for line, behind in zip_longest(lines, beside):
        table.add_row(*map(_wrapping, line), *([behind] if beside else []))
    return table


def _wrapping(text: str) -> Text:
    return Text(text) if text.isascii() else prose(Text(text))


def _widths(
    rows: Table, heads: Sequence[str], lines: Sequence[Sequence[str]], width: int
) -> list[int] | None:
    """Return the width of each column; None where rich finds it: all fits, or nothing does.

    No column is narrower than its longest word, unless words do not fit either: then the widest
    columns break them. The cells left over go to the narrowest columns first, each up to its
    longest text.
    """
    room = width - _GAP * (len(heads) - 1)
    columns = list(zip(heads, *lines, strict=True))
    most = [max(map(cell_len, column)) for column in columns]
    least = [
        max(longest_word(column[0]), max(map(cell_len, column[1:]), default=0))
        if declared.kind in _NEVER_FOLDED
        else max(min(longest, _LEAST_COLUMN), *map(longest_word, column))
        for declared, column, longest in zip(rows.columns, columns, most, strict=True)
    ]
    if sum(most) <= room:
        return None
    widths = least
    foldable = [
        index
        for index, column in enumerate(rows.columns)
        if column.kind not in _NEVER_FOLDED and widths[index] > _LEAST_COLUMN
    ]
    while sum(widths) > room and foldable:
        index = max(foldable, key=widths.__getitem__)
        widths[index] -= 1
        if widths[index] == _LEAST_COLUMN:
            foldable.remove(index)
    if sum(widths) > room:
        return None
    for _cell in range(room - sum(widths)):
        index = min(
            (index for index, longest in enumerate(most) if widths[index] < longest),
            key=widths.__getitem__,
        )
        widths[index] += 1
    return widths


def console_for(color: bool) -> Console:
    """Return standard output for rich, on which nothing in a text is markup."""
    return PipeSafeConsole(
        file=sys.stdout,
        color_system="standard" if color else None,
        no_color=not color,
        force_terminal=color or None,
        highlight=False,
        markup=False,
        emoji=False,
    )


class PipeSafeConsole(Console):
    """A console that raises when the reader of a pipe has left; rich would end the process."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, for `main` to handle."""
        raise BrokenPipeError
