"""The parts of a page or chart before anybody draws them: plain texts and numbers."""

from typing import NamedTuple


class ChartStage(NamedTuple):
    """A stage of the pipeline chart.

    `live` is what is in the stage now, if requested; `alarms` are the problems present there.
    """

    title: str
    owner: str
    action: str
    is_after_win: bool
    live: str
    alarms: tuple[str, ...]


class ChartPipeline(NamedTuple):
    """A pipeline of the chart with its stages in order."""

    title: str
    boxes: tuple[ChartStage, ...]


class Block(NamedTuple):
    """A part of a board: a table of clean texts under its headings.

    `numbers` are the indexes of numeric columns; `bars` is the length of each row's bar, 0 … 1;
    `marks` are warnings by row. `drawing` is markup that shows the same as the table; `nothing` is
    the text of an empty table; `note` explains the figures; `same` are the commands that print
    them. `key` identifies the block.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    bars: tuple[float, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    nothing: str = ""
    key: str = ""
    drawing: str = ""
    note: str = ""
    same: tuple[str, ...] = ()


class KpiTile(NamedTuple):
    """A figure at the head of a board; `beside` is the text next to it."""

    title: str
    figure: str
    beside: str
    warns: bool


class ProblemNote(NamedTuple):
    """A problem that is present: its figure against the threshold and the first countermeasure."""

    title: str
    figure: str
    remedy: str
