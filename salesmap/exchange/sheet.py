"""Reading a table out of a file: its encoding and delimiter found out, its rows one by one, however many."""

import csv
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from salesmap.errors import Refused, Unreadable
from salesmap.exchange.encoding import guess_encoding
from salesmap.i18n import _, reason

DELIMITERS = ",;\t|"
_LONGEST_CELL = 10_000_000
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WORKBOOK = b"PK\x03\x04"


class Sheet(NamedTuple):
    """A table in a file: how it is written, its header, and what the file looked like (size, time) when it was opened."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    stamp: tuple[int, int]
    worksheet: str | None = None
    others: tuple[str, ...] = ()


class Record(NamedTuple):
    """A row: the line on which it begins, its cells (as many as the header has), and what is wrong with it, if anything."""

    line: int
    cells: tuple[str, ...]
    problem: str | None = None


def open_sheet(path: Path, worksheet: str | None = None) -> Sheet:
    """Find out how a file is written. Raises Unreadable."""
    stamp, encoding = _stamp(path), _encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline(_LONGEST_CELL)
        delimiter = max(DELIMITERS, key=lambda candidate: len(next(csv.reader([first], delimiter=candidate), [])))
        header = next(_lines(path, encoding, delimiter), (0, []))[1]
    except (OSError, UnicodeError, csv.Error) as error:
        raise _unreadable(path, error) from None
    while header and not header[-1].strip():
        header = header[:-1]
    if not header:
        raise Unreadable(_("Cannot read {path}: its first line is no header.").format(path=path))
    return Sheet(path, encoding, delimiter, tuple(cell.strip() for cell in header), stamp)


def records(sheet: Sheet) -> Iterator[Record]:
    """The rows below the header. Empty lines and repeated headers are passed over. Raises Unreadable."""
    width = len(sheet.header)
    lines = _lines(sheet.path, sheet.encoding, sheet.delimiter)
    try:
        next(lines, None)
        for line, cells in lines:
            if not any(cells) or tuple(cell.strip() for cell in cells[:width]) == sheet.header:
                continue
            surplus = sum(1 for cell in cells[width:] if cell.strip())
            problem = _("it has {count} cells more than the header").format(count=surplus) if surplus else None
            filled = [cell for cell, _name in zip_longest(cells[:width], sheet.header, fillvalue="")]
            yield Record(line, tuple(filled), problem)
    except (OSError, UnicodeError, csv.Error) as error:
        raise _unreadable(sheet.path, error) from None


def refuse_changed(sheet: Sheet) -> None:
    """Raise Refused when the file is not the one that was opened: it was written while it was read."""
    if _stamp(sheet.path) != sheet.stamp:
        raise Refused(_("{file} was changed while it was read: nothing was imported. Try again.").format(file=sheet.path))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from None
    return state.st_size, state.st_mtime_ns


def _encoding(path: Path) -> str:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise _unreadable(path, error) from None
    if start == _WORKBOOK:
        raise Unreadable(_("Cannot read {path}: it is a workbook; save the sheet as CSV first.").format(path=path))
    marked = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if start.startswith(mark)), None)
    return marked or guess_encoding(path)


def _lines(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line on which it begins."""
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        begins = 1
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1


def _unreadable(path: Path, error: Exception) -> Unreadable:
    if isinstance(error, UnicodeError):
        return Unreadable(_("Cannot read {path}: it is written in no encoding known here; save it as UTF-8.").format(path=path))
    return Unreadable(_("Cannot read {path}: {problem}.").format(path=path, problem=reason(error)))
