"""Rows as an Excel workbook: numbers and dates, a frozen header, and no formulas."""

import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

from rich.cells import cell_len

from salesmap.core.clock import Clock, from_instant
from salesmap.core.table import NUMBERS, Table, major
from salesmap.render.serialize import joined

_FORMATS = {
    "money": "#,##0.00",
    "ratio": "0.0%",
    "day": "yyyy-mm-dd",
    "instant": "yyyy-mm-dd hh:mm",
}
_WIDTHS = {"day": 11, "instant": 17}
_LEAST_WIDTH, _MOST_WIDTH = 6, 60
_ROWS_MEASURED = 500
_LONGEST_TEXT = 32_767
_COMPRESSION = 3
_DAYS_REMEMBERED = 4_096
_FIRST_DAY = date(1899, 12, 30)
# What XML cannot hold and the library does not write as spreadsheets do.
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def write_workbook(sheets: Mapping[str, Table], file: IO[bytes], clock: Clock) -> int:
    """Write a workbook with a sheet per table; return how many texts were cut.

    Headers are field names, values exact; instants are local time, because spreadsheets have no
    zones. Rows are written as they come: memory does not grow with them.
    """
    from xlsxwriter import workbook as library  # wanted by workbooks only

    # It offers no way to choose the level; the usual one takes a fifth of the time for a tenth of
    # the size.
    library.ZipFile = partial(zipfile.ZipFile, compresslevel=_COMPRESSION)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with TemporaryFile() as buffer:
        workbook = library.Workbook(buffer, options)
        formats = {
            kind: workbook.add_format({"num_format": form}) for kind, form in _FORMATS.items()
        }
        bold = workbook.add_format({"bold": True})
        cut = 0
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            cut += _fill(sheet, rows, clock, formats, bold)
        workbook.close()
        buffer.seek(0)
        shutil.copyfileobj(buffer, file)
    return cut


def _fill(sheet: Any, rows: Table, clock: Clock, formats: Mapping[str, Any], bold: Any) -> int:
    """Write the rows to a sheet; return how many texts were cut."""
    sheet.freeze_panes(1, 0)
    for index, width in enumerate(_widths(rows)):
        sheet.set_column(index, index, width)
    sheet.autofilter(0, 0, len(rows.values), max(len(rows.columns) - 1, 0))
    for index, name in enumerate(rows.names()):
        sheet.write_string(0, index, name, bold)
    writers = [
        _writer(sheet, column.kind, formats.get(column.kind), clock) for column in rows.columns
    ]
    done = 0

    def written(row: tuple[Any, ...]) -> int:
        nonlocal done
        cut = 0
        for index, (value, write) in enumerate(zip(row, writers, strict=False)):
            if value is not None:
                cut += write(done + 1, index, value)
        done += 1
        return cut

    return sum(rows.written(written))


def _writer(sheet: Any, kind: str, form: Any, clock: Clock) -> Callable[[int, int, Any], bool]:
    """Return what writes a cell of a kind, and returns whether its text was cut."""
    # Without what lets cells be named `A1`, which takes a third of the time.
    write_number = getattr(sheet, "_write_number", sheet.write_number)
    write_string = getattr(sheet, "_write_string", sheet.write_string)

    def text(row: int, column: int, value: Any) -> bool:
        if not isinstance(value, str):
            write_number(row, column, value)
            return False
        if value.isascii() and len(value) <= _LONGEST_TEXT:
            if value:
                write_string(row, column, value)
            return False
        write_string(row, column, _UNWRITABLE.sub(_code, value[:_LONGEST_TEXT]))
        return len(value) > _LONGEST_TEXT

    def number(row: int, column: int, value: Any) -> bool:
        write_number(row, column, major(value) if kind == "money" else value, form)
        return False

    # Days are few and rows are many.
    day_number = lru_cache(_DAYS_REMEMBERED)(_day_number if kind == "day" else partial(_at, clock))

    def moment(row: int, column: int, value: Any) -> bool:
        write_number(row, column, day_number(value), form)
        return False

    if kind in ("day", "instant"):
        return moment
    if kind == "list":
        return lambda row, column, value: text(row, column, joined(value))
    return number if kind in NUMBERS else text


def _day_number(day: str) -> float:
    """Return a day as spreadsheets store it: the number of days since the end of 1899."""
    return (date.fromisoformat(day) - _FIRST_DAY).days


def _at(clock: Clock, at: str) -> float:
    """Return an instant as spreadsheets store it: the local day, and the time as its fraction."""
    local = from_instant(at).astimezone(clock.zone)
    seconds = local.hour * 3_600 + local.minute * 60 + local.second
    return (local.date() - _FIRST_DAY).days + seconds / 86_400


def _code(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"


def _widths(rows: Table) -> list[int]:
    """Return the width of each column in cells."""
    widths = [
        max(_LEAST_WIDTH, cell_len(column.name) + 3, _WIDTHS.get(column.kind, 0))
        for column in rows.columns
    ]
    for row in islice(rows.values, _ROWS_MEASURED):
        for index, column in enumerate(rows.columns):
            if column.kind not in _WIDTHS and row[index] is not None:
                widths[index] = max(widths[index], cell_len(str(row[index])) + 2)
    return [min(width, _MOST_WIDTH) for width in widths]
