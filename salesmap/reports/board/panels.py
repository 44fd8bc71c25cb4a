"""A part of the board or of a review."""

from collections.abc import Mapping
from typing import NamedTuple

from salesmap.core.i18n import _
from salesmap.core.table import Table


class Panel(NamedTuple):
    """Rows under a title.

    `key` names the panel for programs, in every language. `bars` is the column that is drawn as
    bars; `marks` are warnings by the value of the first column; `nothing` is the text without rows,
    `note` the text below, `cut` how many of how many rows there are, if not all; `same` are the
    commands, word by word, that give the same figures.
    """

    key: str
    title: str
    rows: Table
    bars: str | None = None
    marks: Mapping[str, list[str]] = {}
    nothing: str = ""
    note: str = ""
    same: tuple[tuple[str, ...], ...] = ()
    cut: str = ""

    @property
    def notes(self) -> str:
        """The text below the rows: the note, and how many there are."""
        return f"{self.note} {self.cut}".strip()


def cut_words(shown: int, total: int) -> str:
    """Return how many of how many rows are shown; nothing where it is all."""
    return _("{shown} of {total:,}.").format(shown=shown, total=total) if shown < total else ""
