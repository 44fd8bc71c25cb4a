"""A part of a board or a review."""

from collections.abc import Mapping
from typing import NamedTuple

from salesmap.core.table import Table


class Panel(NamedTuple):
    """Rows under a title, the column that is drawn as bars, warnings by the value of the first column, what to say when there is
    nothing, what has to be known to read it, and the commands, word by word, that give the same figures. `key` is the name by
    which programs know it, in every language and version."""

    key: str
    title: str
    rows: Table
    bars: str | None = None
    marks: Mapping[str, list[str]] = {}
    nothing: str = ""
    note: str = ""
    same: tuple[tuple[str, ...], ...] = ()
