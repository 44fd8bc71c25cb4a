"""A part of a board or a review."""

from collections.abc import Mapping
from typing import NamedTuple

from salesmap.rows import Rows


class Panel(NamedTuple):
    """Rows under a title, the column that is drawn as bars, warnings by the value of the first column, and what to say when there is
    nothing."""

    title: str
    rows: Rows
    bars: str | None = None
    marks: Mapping[str, list[str]] = {}
    nothing: str = ""
