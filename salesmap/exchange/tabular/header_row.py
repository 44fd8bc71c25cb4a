"""Which of its first rows is the header of a table."""

import re
from collections.abc import Sequence

LINES_ABOVE = 20
"""A title and the like take no more lines than these."""

_NUMBER = re.compile(r"[-+]?[\d.,:/ %-]*\d[\d.,:/ %-]*")


def header_place(rows: Sequence[Sequence[str]]) -> int:
    """The first row that holds anything, unless it is evidently a title.

    A title is a single cell over a row of several names with rows as wide below it. Without evidence the first row stays the
    header: whoever took it for a title would take the first lead for the header.
    """
    filled = [_filled(row) for row in rows]
    first = next((place for place, count in enumerate(filled) if count), 0)
    for place in range(first, min(len(rows), LINES_ABOVE + 1)):
        if filled[place] > 1:
            return place if place == first or _is_under_title(rows, filled, first, place) else first
    return first


def width_of(row: Sequence[str]) -> int:
    """How many cells a row has up to the last that holds anything."""
    return next((place for place in range(len(row), 0, -1) if row[place - 1].strip()), 0)


def _is_under_title(
    rows: Sequence[Sequence[str]], filled: Sequence[int], title: int, place: int
) -> bool:
    names = [cell.strip() for cell in rows[place][: width_of(rows[place])]]
    if (
        not all(names)
        or len(set(names)) < len(names)
        or any(_NUMBER.fullmatch(name) for name in names)
    ):
        return False
    below = [row for row in rows[place + 1 :] if _filled(row)]
    is_set_apart = 0 in filled[title:place] or len(rows[title]) == len(rows[place])
    is_even = len(names) > 2 and bool(below) and all(len(row) == len(rows[place]) for row in below)
    is_prose = all(cell.startswith(" ") for cell in rows[place][1:])
    return (is_set_apart or (is_even and not is_prose)) and sum(
        1 for row in below if _filled(row) > 1
    ) * 3 >= len(below) * 2


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())
