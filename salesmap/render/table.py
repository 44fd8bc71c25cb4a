"""Rows for a person at a terminal: the only home of rich."""

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

_NEVER_FOLDED = NUMBERS | {"day", "instant"}
LEAST_WIDTH = 40


def print_table(rows: Table, clock: Clock, color: bool) -> None:
    """Print the rows as a table as wide as the terminal; Chinese counts two cells a character."""
    table = table_of(rows, clock, "bold" if color else "")
    console = console_for(color)
    console.width = max(console.width, LEAST_WIDTH)
    console.print(table)


def table_of(rows: Table, clock: Clock, header_style: str, beside: Sequence[Text] = ()) -> Grid:
    """The rows as a table; what is `beside` has a column of its own behind them."""
    table = Grid(box=None, header_style=header_style, pad_edge=False)
    lines = cells(rows, clock)
    for place, column in enumerate(rows.columns):
        whole = (
            max((cell_len(line[place]) for line in lines), default=0)
            if column.kind in _NEVER_FOLDED
            else None
        )
        justify: JustifyMethod = "right" if column.kind in NUMBERS else "left"
        table.add_column(
            Text(heading(column.title or column.name)),
            justify=justify,
            min_width=whole,
            overflow="fold",
        )
    if beside:
        table.add_column("", no_wrap=True, min_width=max(text.cell_len for text in beside))
    for line, behind in zip_longest(lines, beside):
        table.add_row(*map(Text, line), *([behind] if beside else []))
    return table


def console_for(color: bool) -> Console:
    """Standard output for rich: nothing in a text is markup, and a closed pipe is for `main` to end."""
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
    """A console that raises when the reader of a pipe has left, where rich would end the process."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, for `main` to handle."""
        raise BrokenPipeError
