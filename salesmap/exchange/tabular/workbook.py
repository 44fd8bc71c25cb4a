"""A sheet of an Excel workbook, read once into a copy that can be read several times."""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import chain, islice, repeat
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TextIO
from xml.parsers.expat import ExpatError

from salesmap.core.i18n import N_, _
from salesmap.exchange.errors import UnknownSheetError, UnreadableFileError
from salesmap.exchange.tabular.encoding import LONGEST_LINE
from salesmap.exchange.tabular.header_row import LINES_ABOVE, header_index, width_of, with_groups
from salesmap.exchange.tabular.workbook_check import check_parts

# As many as a spreadsheet has: a row numbered higher would be waited for.
_MOST_ROWS = 1_048_576
_CHUNK = 1 << 20
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # what XML cannot hold
# Digits after these come of binary arithmetic; no spreadsheet shows them.
_DIGITS_SHOWN = 15
# What reading a damaged workbook raises, in one of the dozen formats that it is made of.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    NotImplementedError,
    ExpatError,
)


_Row = tuple[int, list[str], str | None]
"""A row: its number in the sheet, its cells, and what is wrong with it, if anything."""


@dataclass
class SheetCopy:
    """The rows of a sheet as text, in a temporary file; each begins with row number and problem."""

    name: str
    others: tuple[str, ...]
    header: tuple[str, ...]
    file: TextIO

    def __del__(self) -> None:
        self.file.close()

    def rows(self) -> Iterator[_Row]:
        """Yield the rows below the header, from the first one."""
        self.file.seek(0)
        for cells in csv.reader(self.file):
            yield int(cells[0]), cells[2:], cells[1] or None


def copy_sheet(
    path: Path, worksheet: str | None, most_columns: int, header_row: int | None = None
) -> SheetCopy:
    """Return a copy of the named sheet, or of the first visible one with a table.

    `header_row` is the row of the header, counted from 1, where it is known.
    Raises UnreadableFileError, UnknownSheetError.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_no_workbook(path, archive)
            has_formulas = check_parts(path, archive)
        return _copy(path, worksheet, most_columns, has_formulas, header_row)
    except _DAMAGED as error:
        raise UnreadableFileError(
            path,
            N_(
                "Cannot read {path}: the workbook is damaged; open it in a spreadsheet and save "
                "it again."
            ),
        ) from error


def _copy(
    path: Path,
    worksheet: str | None,
    most_columns: int,
    has_formulas: bool,
    header_row: int | None,
) -> SheetCopy:
    import openpyxl  # half a second, wanted by workbooks only

    with ExitStack() as opened:
        values = opened.enter_context(
            closing(openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False))
        )
        formulas = None
        if has_formulas:
            formulas = opened.enter_context(
                closing(openpyxl.load_workbook(path, read_only=True, keep_links=False))
            )
        names = [sheet.title for sheet in values.worksheets if sheet.sheet_state == "visible"]
        if worksheet is not None and worksheet not in names:
            raise UnknownSheetError(path, worksheet, names)
        first = {
            name: list(islice(_rows(values[name], None, path, most_columns), LINES_ABOVE + 1))
            for name in names
        }
        filled = [
            name for name in names if any(any(cells) for _number, cells, _problem in first[name])
        ]
        if chosen := worksheet or _first_table(filled, first):
            others = tuple(other for other in filled if other != chosen)
            if copy := _copied(
                chosen,
                others,
                _rows(values[chosen], formulas[chosen] if formulas else None, path, most_columns),
                header_row,
            ):
                return copy
    raise UnreadableFileError(path, N_("Cannot read {path}: none of its sheets contains a table."))


def _first_table(filled: Sequence[str], first: Mapping[str, Sequence[_Row]]) -> str | None:
    """Return the first sheet with several columns and a row below its header, else the first.

    A cover sheet is no table.
    """
    for name in filled:
        rows = [cells for _number, cells, _problem in first[name]]
        index = header_index(_squared(rows))
        if width_of(rows[index]) > 1 and any(any(cells) for cells in rows[index + 1 :]):
            return name
    return next(iter(filled), None)


def _squared(rows: Sequence[list[str]]) -> list[list[str]]:
    """Return rows padded to the widest: a title is in a row as wide as the table."""
    width = max(map(len, rows), default=0)
    return [cells + [""] * (width - len(cells)) for cells in rows]


def _copied(
    name: str, others: tuple[str, ...], rows: Iterator[_Row], header_row: int | None
) -> SheetCopy | None:
    """Return a copy of the rows, if there are any."""
    first = list(islice(rows, max(LINES_ABOVE, header_row or 0) + 1))
    if not any(cells for _number, cells, _problem in first):
        return None
    squared = _squared([cells for _number, cells, _problem in first])
    index = header_index(squared)
    if header_row:
        index = next((i for i, row in enumerate(first) if row[0] == header_row), index)
    header = with_groups(squared[index], squared[index - 1]) if index else first[index][1]
    file = TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 – closed with the copy
    copy = SheetCopy(name, others, tuple(header), file)
    writer = csv.writer(copy.file)
    writer.writerows(
        (number, problem or "", *cells)
        for number, cells, problem in chain(first[index + 1 :], rows)
    )
    return copy


def _rows(values: Any, formulas: Any, path: Path, most_columns: int) -> Iterator[_Row]:
    """Yield (row number, cells as text, problem); the size that the sheet claims is ignored."""
    values.reset_dimensions()
    if formulas is None:
        written: Iterator[Any] = repeat(None)
    else:
        formulas.reset_dimensions()
        written = formulas.iter_rows()
    for number, (row, formula_row) in enumerate(zip(values.iter_rows(), written, strict=False), 1):
        if len(row) > most_columns:
            raise UnreadableFileError(
                path,
                N_("Cannot read {path}: it has more than {most:,} columns."),
                most=most_columns,
            )
        if number > _MOST_ROWS:
            raise UnreadableFileError(
                path, N_("Cannot read {path}: it has more than {most:,} rows."), most=_MOST_ROWS
            )
        cells = [_text(cell) for cell in row]
        # One long text, stored once, may be in all cells.
        if sum(map(len, cells)) > LONGEST_LINE:
            raise UnreadableFileError(
                path, N_("Cannot read {path}: a row of the workbook is too long.")
            )
        yield number, cells, _missing_formula_value(row, formula_row) if formula_row else None


def _missing_formula_value(row: Sequence[Any], formulas: Sequence[Any]) -> str | None:
    """Return the problem of a formula without a stored value, which would read as empty."""
    for cell, formula in zip(row, formulas, strict=False):
        # "str" is a stored value: the empty text.
        if cell.value is None and formula.value is not None and cell.data_type != "str":
            return _(
                "the formula in cell {cell} has no value; open the workbook in a spreadsheet "
                "and save it"
            ).format(cell=formula.coordinate)
    return None


def _text(cell: Any) -> str:
    """Return a cell as a person would write it in a CSV file."""
    value = cell.value
    match value:
        case None:
            return ""
        case str():
            return _ESCAPED.sub(_unescaped, value) if "_x" in value else value
        case bool():
            return str(value).upper()
        case datetime():
            return (
                value.date().isoformat()
                if value.time() == time()
                else value.isoformat(" ", "seconds")
            )
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case float() | int():
            return _number(value, "%" in (cell.number_format or ""))
    return str(value)


def _number(value: float, is_percentage: bool) -> str:
    if is_percentage:
        return f"{Decimal(repr(value)) * 100:f}".rstrip("0").rstrip(".") + "%" if value else "0%"
    if isinstance(value, int):
        return str(value)
    shown = f"{Decimal(f'{value:.{_DIGITS_SHOWN}g}'):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _unescaped(found: re.Match[str]) -> str:
    """Return the escaped character, unless it is half of a surrogate pair."""
    character = chr(int(found[1], 16))
    return found[0] if "\ud800" <= character <= "\udfff" else character


def _refuse_no_workbook(path: Path, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if (
        "mimetype" in names
        and archive.getinfo("mimetype").file_size < _CHUNK
        and archive.read("mimetype").startswith(_OPEN_DOCUMENT)
    ):
        raise UnreadableFileError(
            path, N_("Cannot read {path}: it is an OpenDocument file; save it as .xlsx or CSV.")
        )
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnreadableFileError(
            path,
            N_(
                "Cannot read {path}: it is an archive, not a workbook; save the sheet as .xlsx "
                "or CSV."
            ),
        )
