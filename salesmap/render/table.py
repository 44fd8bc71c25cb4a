"""Rows for a person at a terminal: the only home of rich."""

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from salesmap.clock import Clock
from salesmap.i18n import is_bound_to_english, label
from salesmap.render.cleaning import clean
from salesmap.render.words import cells
from salesmap.rows import Rows

_RIGHT = {"int", "number", "ratio", "money"}
_LEAST_WIDTH = 40


def print_table(rows: Rows, clock: Clock, color: bool) -> None:
    """Print the rows as a table as wide as the terminal; Chinese counts two cells a character."""
    table = Table(box=None, header_style="bold" if color else "", pad_edge=False)
    for column in rows.columns:
        right = column.kind in _RIGHT
        table.add_column(
            Text(heading(column.name)),
            justify="right" if right else "left",
            no_wrap=right or column.kind in ("day", "instant"),
            overflow="fold",
        )
    for line in cells(rows, clock):
        table.add_row(*map(Text, line))
    console = _Console(
        file=sys.stdout,
        color_system="standard" if color else None,
        no_color=not color,
        force_terminal=color or None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.width = max(console.width, _LEAST_WIDTH)
    console.print(table)


def heading(name: str) -> str:
    """A column's heading: the field's name in words."""
    return clean(name.replace("_", " ").capitalize() if is_bound_to_english() else label(name))


class _Console(Console):
    """Rich would end the process by itself when the reader of a pipe has left; here that is for `main` to do."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError
