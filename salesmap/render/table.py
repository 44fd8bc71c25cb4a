"""Rows as a table on a terminal; as one block a record where a table would break words."""

import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from operator import lt
from shutil import get_terminal_size

from salesmap.core.clock import Clock
from salesmap.core.i18n import _
from salesmap.core.table import NUMBERS, Table
from salesmap.render.cell_format import cells, heading
from salesmap.render.wrapping import cell_len, longest_word, wrapped

NEVER_FOLDED = NUMBERS | {"day", "instant", "phone"}
"""The kinds of columns whose values stay on one line."""
LEAST_WIDTH = 40
_LEAST_COLUMN = 8
_LONGEST_WORD = 30
_MOST_LINES, _MOST_LINES_WIDE, _WIDE = 4, 8, 100
_GAP = 2
_INDENT = 2


def print_table(rows: Table, clock: Clock, color: bool) -> None:
    """Print the rows as wide as the terminal; Chinese counts two cells a character."""
    for line in table_lines(rows, clock, get_terminal_size().columns, color=color):
        sys.stdout.write(line + "\n")


def headings(rows: Table) -> list[str]:
    """Return the headings of a table."""
    return [heading(column.title or column.name) for column in rows.columns]


def without_empty_columns(rows: Table) -> Table:
    """Return the rows without columns that hold nothing; without rows, all columns stay."""
    filled = [
        column.name
        for index, column in enumerate(rows.columns)
        if any(row[index] not in (None, "", "[]", "{}") for row in rows.values)
    ]
    return rows.select(filled) if filled else rows


def table_lines(rows: Table, clock: Clock, width: int, *, color: bool = False) -> Iterator[str]:
    """Yield the lines of a table, or of blocks where it would break words or grow tall.

    Where it has no rows, the headings are shown, whether they fit beside each other or not.
    """
    width = max(width, LEAST_WIDTH)
    heads, lines = headings(rows), cells(rows, clock)
    widths = _widths(rows, heads, lines, width)
    if widths is None and not lines:
        yield from wrapped(_(", ").join(heads), width)
        return
    if widths is None or (lines and _is_tall(lines, widths, width)):
        yield from _blocks(heads, lines, width, color)
        return
    right = [column.kind in NUMBERS for column in rows.columns]
    bold = ("\x1b[1m", "\x1b[0m") if color else ("", "")
    parts = [list(wrapped(head, size)) for head, size in zip(heads, widths, strict=True)]
    height = max(map(len, parts))
    for index in range(height):
        words = [part[index - height] if index >= height - len(part) else "" for part in parts]
        yield f"{bold[0]}{_row(words, widths, right)}{bold[1]}"
    for line in lines:
        if all(cell_len(text) <= size for text, size in zip(line, widths, strict=True)):
            yield _row(line, widths, right)
            continue
        parts = [list(wrapped(text, size)) for text, size in zip(line, widths, strict=True)]
        for pieces in zip_longest(*parts, fillvalue=""):
            yield _row(pieces, widths, right)


def _row(texts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for text, width, is_right in zip(texts, widths, right, strict=True):
        space = " " * (width - cell_len(text))
        padded.append(space + text if is_right else text + space)
    return (" " * _GAP).join(padded).rstrip()


def _blocks(
    heads: Sequence[str], lines: Sequence[Sequence[str]], width: int, color: bool
) -> Iterator[str]:
    """Yield a `Heading: value` line per filled cell, with an empty line between records."""
    for number, line in enumerate(lines):
        if number:
            yield ""
        for head, text in zip(heads, line, strict=True):
            if not text:
                continue
            whole = _("{heading}: {text}").format(heading=head, text=text)
            first, *others = _hanging(whole, width)
            if color:
                first = f"\x1b[1m{first[: len(head)]}\x1b[0m{first[len(head) :]}"
            yield first
            yield from others


def _hanging(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text, all but the first one indented."""
    first = next(wrapped(text, width))
    yield first
    rest = text[len(first) :].lstrip()
    if rest:
        for line in wrapped(rest, width - _INDENT):
            yield " " * _INDENT + line


def _is_tall(lines: Sequence[Sequence[str]], widths: Sequence[int], width: int) -> bool:
    """Return whether a row would take too many lines."""
    most = _MOST_LINES_WIDE if width >= _WIDE else _MOST_LINES
    return any(
        cell_len(text) > most * size and sum(1 for _line in wrapped(text, size)) > most
        for line in lines
        for text, size in zip(line, widths, strict=True)
    )


def _widths(
    rows: Table, heads: Sequence[str], lines: Sequence[Sequence[str]], width: int
) -> list[int] | None:
    """Return the width of each column; None where they do not fit without breaking words.

    Each cell left over goes to the column whose longest text takes most lines, of several to the
    one that lacks least.
    """
    room = width - _GAP * (len(heads) - 1)
    columns = list(zip(heads, *lines, strict=True))
    most = [max(map(cell_len, column)) for column in columns]
    if sum(most) <= room:
        return most
    widths = [
        max(_least_heading(column[0]), max(map(cell_len, column[1:]), default=0))
        if declared.kind in NEVER_FOLDED
        else min(
            longest,
            max(
                _LEAST_COLUMN,
                _least_heading(column[0]),
                *(min(longest_word(text), _LONGEST_WORD) for text in column[1:]),
            ),
        )
        for declared, column, longest in zip(rows.columns, columns, most, strict=True)
    ]
    if sum(widths) > room:
        return None
    values = [max(map(cell_len, column[1:]), default=0) for column in columns]
    for _cell in range(room - sum(widths)):
        # Headings get what the values leave.
        wanted = values if any(map(lt, widths, values)) else most
        lines_and_gaps = [
            (-(-longest // size), size - longest) if size < longest else (0, 0)
            for longest, size in zip(wanted, widths, strict=True)
        ]
        widths[max(range(len(widths)), key=lines_and_gaps.__getitem__)] += 1
    return widths


def _least_heading(text: str) -> int:
    """Return the width that a heading needs; a short Chinese one stays on one line."""
    return max(longest_word(text), min(cell_len(text), 0 if text.isascii() else _LEAST_COLUMN))
