"""A part of a board or a review."""

from collections.abc import Mapping
from typing import NamedTuple

from salesmap.rows import Rows


class Panel(NamedTuple):
    """Rows under a title, the column that is drawn as bars, warnings by the value of the first column, and what to say when there is
    nothing. `key` is the name by which programs know it, in every language and version."""

    key: str
    title: str
    rows: Rows
    bars: str | None = None
    marks: Mapping[str, list[str]] = {}
    nothing: str = ""
