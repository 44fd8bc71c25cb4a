"""Titled tables on a terminal, below each other, or side by side where they fit."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.measure import Measurement
from rich.table import Table as Grid
from rich.text import Text

from salesmap.core.clock import Clock
from salesmap.core.table import NUMBERS, Table
from salesmap.render.bars import bar
from salesmap.render.cell_format import cells
from salesmap.render.console import console_for
from salesmap.render.prose import prose
from salesmap.render.sanitize import clean
from salesmap.render.table import LEAST_WIDTH, NEVER_FOLDED, headings

_GAP = 4
_WIDE, _BARS = 100, (8, 16)
"""The columns of a wide terminal, and the length of bars on a narrow and on a wide one."""


class Pane(NamedTuple):
    """A table under a title.

    `nothing` is the text of an empty table, `bars` are the lengths (0 … 1) of bars beside the
    rows, `warnings` and `quiet` are lines below.
    """

    title: str
    rows: Table
    nothing: str
    bars: Sequence[float]
    warnings: Sequence[str]
    quiet: Sequence[str]


def panes(
    head: Sequence[tuple[str, bool]], all_: Sequence[Pane], clock: Clock, width: int, color: bool
) -> str:
    """Return panes as text, with colors if `color`.

    `head` are short texts on top, each with whether it is a warning.
    """
    console = console_for(color)
    console.width = max(width, LEAST_WIDTH)
    with console.capture() as capture:
        for line in _lines(head, console.width):
            console.print(line)
        console.print()
        for row in _packed(console, [_drawn(pane, clock, width) for pane in all_]):
            console.print(row)
            console.print()
    return capture.get()


def _lines(head: Sequence[tuple[str, bool]], width: int) -> Iterator[Text]:
    """Yield the short texts, as many on a line as fit."""
    line = Text()
    for words, warns in head:
        piece = Text(
            f"! {clean(words)}" if warns else clean(words), "bold red" if warns else "bold"
        )
        if line and line.cell_len + cell_len(_BETWEEN) + piece.cell_len > width:
            yield line
            line = Text()
        line = Text.assemble(line, _BETWEEN, piece) if line else piece
    yield line


_BETWEEN = " │ "


class _Drawn(NamedTuple):
    """A pane as rich prints it."""

    title: Text
    table: RenderableType
    beneath: Sequence[Text]


def _drawn(pane: Pane, clock: Clock, width: int) -> _Drawn:
    table: RenderableType = Text(clean(pane.nothing))
    if pane.rows.values:
        length = _BARS[width >= _WIDE]
        table = _grid(pane.rows, clock, [Text(bar(share, length), "blue") for share in pane.bars])
    beneath = [Text(f"! {clean(line)}", "red") for line in pane.warnings] + [
        Text(clean(line), "dim") for line in pane.quiet
    ]
    return _Drawn(Text(clean(pane.title), "bold underline"), table, beneath)


def _grid(rows: Table, clock: Clock, beside: Sequence[Text]) -> Grid:
    """Return the rows as a table, with what is `beside` in a column of its own behind them."""
    table = Grid(box=None, header_style="bold", pad_edge=False)
    lines = cells(rows, clock)
    for index, (column, head) in enumerate(zip(rows.columns, headings(rows), strict=True)):
        justify: JustifyMethod = "right" if column.kind in NUMBERS else "left"
        longest = max((cell_len(line[index]) for line in lines), default=0)
        table.add_column(
            Text(head),
            justify=justify,
            min_width=longest if column.kind in NEVER_FOLDED else None,
            overflow="fold",
        )
    if beside:
        table.add_column("", no_wrap=True, min_width=max(text.cell_len for text in beside))
    for line, behind in zip_longest(lines, beside):
        table.add_row(*map(_wrapping, line), *([behind] if beside else []))
    return table


def _wrapping(text: str) -> Text:
    return Text(text) if text.isascii() else prose(Text(text))


def _packed(console: Console, drawn: Sequence[_Drawn]) -> Iterator[RenderableType]:
    """Yield rows of panes: each beside the last where both fit."""
    row: list[tuple[_Drawn, int]] = []
    used = 0
    for each in drawn:
        wanted = Measurement.get(console, console.options, each.table).maximum
        if row and used + _GAP + wanted > console.width:
            yield _beside(row)
            row, used = [], 0
        used += wanted + (_GAP if row else 0)
        row.append((each, min(wanted, console.width)))
    if row:
        yield _beside(row)


def _beside(row: Sequence[tuple[_Drawn, int]]) -> RenderableType:
    groups = [Group(each.title, each.table, *each.beneath) for each, _width in row]
    if len(groups) == 1:
        return groups[0]
    grid = Grid.grid(padding=(0, _GAP, 0, 0))
    for _each, width in row[:-1]:
        grid.add_column(width=width)
    grid.add_column()
    grid.add_row(*groups)
    return grid
