"""A part of the board or of a review."""

from collections.abc import Mapping
from typing import NamedTuple

from salesmap.core.table import Table


class Panel(NamedTuple):
    """Rows under a title.

    `key` names the panel for programs, in every language. `bars` is the column that is drawn as
    bars; `marks` are warnings by the value of the first column; `nothing` is the text without rows,
    `note` the text below; `same` are the commands, word by word, that give the same figures.
    """

    key: str
    title: str
    rows: Table
    bars: str | None = None
    marks: Mapping[str, list[str]] = {}
    nothing: str = ""
    note: str = ""
    same: tuple[tuple[str, ...], ...] = ()
