"""The parts of a page or chart, before anybody draws them: plain texts and numbers."""

from typing import NamedTuple


class ChartStage(NamedTuple):
    """A stage on the chart. `live` is what stands there now, if that was asked for; `alarms` are problems that hurt there."""

    title: str
    owner: str
    action: str
    is_after_win: bool
    live: str
    alarms: tuple[str, ...]


class ChartPipeline(NamedTuple):
    """A pipeline on the chart: its boxes in order."""

    title: str
    boxes: tuple[ChartStage, ...]


class Block(NamedTuple):
    """A part of a board: a table of clean texts under its heads. `numbers` are the places of columns with numbers; `bars` is how
    long a bar each row has, 0 … 1; `marks` are warnings by row. `drawing` is markup that shows the same; `note` is what has to be known to
    read it, `same` the commands that give the same figures. `key` tells it from the other parts."""

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
    """A figure at the head of a board: its title, the figure, what is told beside it, and whether it warns."""

    title: str
    figure: str
    beside: str
    warns: bool


class ProblemNote(NamedTuple):
    """A problem that hurts now: what it is, the figure against its threshold, and what to do first."""

    title: str
    figure: str
    remedy: str
