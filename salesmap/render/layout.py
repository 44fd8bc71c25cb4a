"""Tables under titles at a terminal: one under the other, or side by side where it is wide enough."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.measure import Measurement
from rich.table import Table as Grid
from rich.text import Text

from salesmap.core.clock import Clock
from salesmap.core.table import Table
from salesmap.render.bars import bar
from salesmap.render.sanitize import clean
from salesmap.render.table import LEAST_WIDTH, console_for, table_of

_GAP = 4
_WIDE, _BARS = 100, (8, 16)
"""From how many columns on a terminal is wide, and how long bars are on a narrow and on a wide one."""


class Pane(NamedTuple):
    """A table under a title: its rows, what to say when there are none, how long a bar stands beside each (0 … 1), warnings
    and quiet lines beneath."""

    title: str
    rows: Table
    nothing: str
    bars: Sequence[float]
    warnings: Sequence[str]
    quiet: Sequence[str]


def panes(
    head: Sequence[tuple[str, bool]], all_: Sequence[Pane], clock: Clock, width: int, color: bool
) -> str:
    """Everything as text of a width, colours included. `head` are short texts on top, each with whether it warns."""
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
    """The short texts, as many on a line as there is room for."""
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
    """A pane as it is printed: what goes under its title, and what is only as wide as that."""

    title: Text
    table: RenderableType
    beneath: Sequence[Text]


def _drawn(pane: Pane, clock: Clock, width: int) -> _Drawn:
    table: RenderableType = Text(clean(pane.nothing))
    if pane.rows.values:
        length = _BARS[width >= _WIDE]
        table = table_of(
            pane.rows, clock, "bold", [Text(bar(share, length), "blue") for share in pane.bars]
        )
    beneath = [Text(f"! {clean(line)}", "red") for line in pane.warnings] + [
        Text(clean(line), "dim") for line in pane.quiet
    ]
    return _Drawn(Text(clean(pane.title), "bold underline"), table, beneath)


def _packed(console: Console, drawn: Sequence[_Drawn]) -> Iterator[RenderableType]:
    """Rows of panes: the next one beside the last where both have room."""
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
