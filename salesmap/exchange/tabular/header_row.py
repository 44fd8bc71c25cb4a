"""The header of a table among its first rows."""

import re
from collections.abc import Sequence

LINES_ABOVE = 20
"""The most lines of a title and the like."""

_RECORDS_TRIED = 20
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[-+]?[\d.,:/ %-]*\d[\d.,:/ %-]*")


def header_index(rows: Sequence[Sequence[str]]) -> int:
    """Return the index of the first filled row, unless it is evidently a title.

    A title is a single cell above a row of several names with rows as wide below it. Without
    evidence the first row is the header: taken for a title, the first lead would be the header.
    A row of groups over the names of their columns is no header.
    """
    index = _first_header(rows)
    return index + 1 if _is_group_row(rows, index) else index


def with_groups(names: Sequence[str], above: Sequence[str]) -> list[str]:
    """Return the names of a header; those that occur twice with the group above them before it."""
    groups, group = [], ""
    for index in range(len(names)):
        group = (above[index].strip() if index < len(above) else "") or group
        groups.append(group)
    trimmed = [name.strip() for name in names]
    if not _names_groups(above, width_of(names)):
        return list(names)
    return [
        f"{group} {name}" if name and group and trimmed.count(name) > 1 else name
        for name, group in zip(trimmed, groups, strict=True)
    ]


def _first_header(rows: Sequence[Sequence[str]]) -> int:
    filled = [_filled(row) for row in rows]
    first = next((index for index, count in enumerate(filled) if count), 0)
    for index in range(first, min(len(rows), LINES_ABOVE + 1)):
        if filled[index] > 1:
            is_set_apart = 0 in filled[first:index] or len(rows[first]) == len(rows[index])
            if is_set_apart and _is_group_row(rows, index):
                return index
            return index if index == first or _is_under_title(rows, filled, first, index) else first
    return first


def _is_group_row(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Return whether a row has a few names over the many of the next row, which is no record."""
    if index + 1 >= len(rows):
        return False
    names = [cell.strip() for cell in rows[index + 1][: width_of(rows[index + 1])]]
    below = [row for row in rows[index + 2 :] if _filled(row)]
    if not (
        len(names) > 2
        and all(names)
        and below
        and _names_groups(rows[index], len(names))
        and not any(_NUMBER.fullmatch(name) for name in names)
    ):
        return False
    # Names have no digits where the records have some.
    return any(
        _DIGIT.search(row[column]) and not _DIGIT.search(name)
        for column, name in enumerate(names)
        for row in below[:_RECORDS_TRIED]
        if column < len(row)
    )


def _names_groups(row: Sequence[str], width: int) -> bool:
    """Return whether a row has names for some of the columns, at most every other one."""
    filled = [cell for cell in row[:width] if cell.strip()]
    return 1 < len(filled) <= width / 2 and not any(_NUMBER.fullmatch(cell) for cell in filled)


def width_of(row: Sequence[str]) -> int:
    """Return the number of cells up to the last filled one."""
    return next((index for index in range(len(row), 0, -1) if row[index - 1].strip()), 0)


def _is_under_title(
    rows: Sequence[Sequence[str]], filled: Sequence[int], title: int, index: int
) -> bool:
    names = [cell.strip() for cell in rows[index][: width_of(rows[index])]]
    if (
        not all(names)
        or len(set(names)) < len(names)
        or any(_NUMBER.fullmatch(name) for name in names)
    ):
        return False
    below = [row for row in rows[index + 1 :] if _filled(row)]
    while below and _filled(below[-1]) < 2:  # what reports print below their tables
        below.pop()
    is_set_apart = 0 in filled[title:index] or len(rows[title]) == len(rows[index])
    is_even = len(names) > 2 and bool(below) and all(len(row) == len(rows[index]) for row in below)
    is_prose = all(cell.startswith(" ") for cell in rows[index][1:])
    return (is_set_apart or (is_even and not is_prose)) and sum(
        1 for row in below if _filled(row) > 1
    ) * 3 >= len(below) * 2


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())
