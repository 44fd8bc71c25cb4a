"""Rows as an Excel workbook: numbers and dates, a frozen header, and no formulas."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from itertools import islice
from typing import IO, Any

from rich.cells import cell_len

from salesmap.core.clock import Clock, from_instant
from salesmap.core.table import Table, major
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
# What XML cannot hold, and what would be read as standing for it.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)


def write_workbook(sheets: Mapping[str, Table], file: IO[bytes], clock: Clock) -> int:
    """Write a workbook with a sheet per table; return how many texts were cut.

    Headers are field names, values exact; instants are local time, because spreadsheets have no
    zones.
    """
    from openpyxl import Workbook  # half a second, wanted by workbooks only

    workbook = Workbook(write_only=True)
    cut = sum(_fill(workbook.create_sheet(name), rows, clock) for name, rows in sheets.items())
    workbook.save(file)
    return cut


def _fill(sheet: Any, rows: Table, clock: Clock) -> int:
    """Write the rows to a sheet; return how many texts were cut."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, width in enumerate(_widths(rows), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows.columns))}{len(rows.values) + 1}"
    header = [_cell(sheet, _writable(name), "text") for name in rows.names()]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    kinds = [column.kind for column in rows.columns]
    readers = [_reader(kind, clock) for kind in kinds]
    cut = 0
    for row in rows.values:
        values = [
            None if value is None else read(value)
            for value, read in zip(row, readers, strict=False)
        ]
        cut += sum(isinstance(value, str) and len(value) > _LONGEST_TEXT for value in values)
        sheet.append(
            [
                None if value is None else _cell(sheet, value, kind)
                for value, kind in zip(values, kinds, strict=True)
            ]
        )
    return cut


def _cell(sheet: Any, value: Any, kind: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value = value[:_LONGEST_TEXT]
        cell.data_type = "s"  # whatever it begins with
    else:
        cell.value = value
        cell.number_format = _FORMATS.get(kind, "General")
    return cell


def _reader(kind: str, clock: Clock) -> Callable[[Any], Any]:
    match kind:
        case "money":
            return major
        case "day":
            return date.fromisoformat
        case "instant":
            return lambda value: from_instant(value).astimezone(clock.zone).replace(tzinfo=None)
        case "list":
            return lambda value: _writable(joined(value))
    return lambda value: _writable(value) if isinstance(value, str) else value


def _writable(text: str) -> str:
    """Return text with what XML cannot hold written as spreadsheets write it: `_x0007_`."""
    return _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


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
