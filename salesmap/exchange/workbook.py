"""A sheet of an Excel workbook: read once, from beginning to end, into a copy that can be read as often as need be."""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from itertools import chain, islice, repeat
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TextIO

from salesmap.errors import Unreadable
from salesmap.exchange.heading import LINES_ABOVE, header_place
from salesmap.i18n import _

_MOST_BYTES = 4 << 30  # of a sheet: a million rows of twenty columns have one
_MOST_BYTES_AT_ONCE = 256 << 20  # of what is read as a whole: texts, styles
_MOST_SHRUNK = 400  # times; what shrinks more is made to burst
_LARGE = 50 << 20
_CHUNK = 1 << 20
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # what XML cannot hold
_LARGEST_EXACT = 10**15
# A workbook is made of a dozen formats, and can be broken in each.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, TypeError, AttributeError, SyntaxError, NotImplementedError,
)  # fmt: skip


@dataclass
class SheetCopy:
    """The rows of a sheet as text, in a file that goes when the copy goes. Each begins with its row number and its problem."""

    name: str
    others: tuple[str, ...]
    header: tuple[str, ...]
    file: TextIO

    def __del__(self) -> None:
        self.file.close()

    def rows(self) -> Iterator[tuple[int, list[str], str | None]]:
        """The rows below the header, from the first one on."""
        self.file.seek(0)
        for cells in csv.reader(self.file):
            yield int(cells[0]), cells[2:], cells[1] or None


def copy_sheet(path: Path, worksheet: str | None, most_columns: int) -> SheetCopy:
    """Copy the sheet of this name, or the first visible one that holds a table. Raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_no_workbook(path, archive)
            _refuse_bomb(path, archive)
            has_formulas = any(_holds(archive, part, b"<f") for part in archive.infolist() if _is_worksheet(part))
        return _copy(path, worksheet, most_columns, has_formulas)
    except _BROKEN as error:
        raise Unreadable(
            _("Cannot read {path}: the workbook is damaged; open it in a spreadsheet and save it anew.").format(path=path)
        ) from error


def _copy(path: Path, worksheet: str | None, most_columns: int, has_formulas: bool) -> SheetCopy:
    import openpyxl  # half a second, wanted by workbooks only

    with ExitStack() as opened:
        values = opened.enter_context(closing(openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)))
        formulas = None
        if has_formulas:
            formulas = opened.enter_context(closing(openpyxl.load_workbook(path, read_only=True, keep_links=False)))
        names = [sheet.title for sheet in values.worksheets if sheet.sheet_state == "visible"]
        if worksheet is not None and worksheet not in names:
            known = _(", ").join(names)
            raise Unreadable(_("There is no sheet {name!r} in {path}: it has {known}.").format(name=worksheet, path=path, known=known))
        for name in [worksheet] if worksheet else names:
            others = tuple(other for other in names if other != name)
            if copy := _copied(name, others, _rows(values[name], formulas[name] if formulas else None, path, most_columns)):
                return copy
    raise Unreadable(_("Cannot read {path}: none of its sheets holds a table.").format(path=path))


def _copied(name: str, others: tuple[str, ...], rows: Iterator[tuple[int, list[str], str | None]]) -> SheetCopy | None:
    """A copy of the rows, if there are any."""
    first = list(islice(rows, LINES_ABOVE + 1))
    if not any(cells for _number, cells, _problem in first):
        return None
    place = header_place([cells for _number, cells, _problem in first])
    file = TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 – closed with the copy
    copy = SheetCopy(name, others, tuple(first[place][1]), file)
    writer = csv.writer(copy.file)
    writer.writerows((number, problem or "", *cells) for number, cells, problem in chain(first[place + 1 :], rows))
    return copy


def _rows(values: Any, formulas: Any, path: Path, most_columns: int) -> Iterator[tuple[int, list[str], str | None]]:
    """(row number, cells as text, problem) of each row. What the sheet says of its own size is not believed."""
    values.reset_dimensions()
    if formulas is None:
        written: Iterator[Any] = repeat(None)
    else:
        formulas.reset_dimensions()
        written = formulas.iter_rows()
    for number, (row, formula_row) in enumerate(zip(values.iter_rows(), written, strict=False), 1):
        if len(row) > most_columns:
            raise Unreadable(_("Cannot read {path}: it has more than {most:,} columns.").format(path=path, most=most_columns))
        yield number, [_text(cell) for cell in row], _unreckoned(row, formula_row) if formula_row else None


def _unreckoned(row: Sequence[Any], formulas: Sequence[Any]) -> str | None:
    """A formula whose value nobody reckoned and kept: an empty cell would hide that something stands there."""
    for cell, formula in zip(row, formulas, strict=False):
        if cell.value is None and formula.value is not None:
            return _("the formula in cell {cell} has no value; open the workbook in a spreadsheet and save it").format(
                cell=formula.coordinate
            )
    return None


def _text(cell: Any) -> str:
    """A cell as people would write it in a CSV, exactly."""
    value = cell.value
    match value:
        case None:
            return ""
        case str():
            return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value) if "_x" in value else value
        case bool():
            return str(value).upper()
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case float() | int():
            return _number(value, "%" in (cell.number_format or ""))
    return str(value)


def _number(value: float, is_percentage: bool) -> str:
    if is_percentage:
        return f"{Decimal(repr(value)) * 100:f}".rstrip("0").rstrip(".") + "%" if value else "0%"
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_EXACT:
        return str(int(value))
    return repr(value)


def _refuse_no_workbook(path: Path, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "mimetype" in names and archive.getinfo("mimetype").file_size < _CHUNK and archive.read("mimetype").startswith(_OPEN_DOCUMENT):
        raise Unreadable(_("Cannot read {path}: it is an OpenDocument file; save it as .xlsx or CSV.").format(path=path))
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable(_("Cannot read {path}: it is an archive, but no workbook; save the sheet as .xlsx or CSV.").format(path=path))


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse what is made to burst. An archive cannot lie about sizes: zipfile reads no further than it says."""
    for part in archive.infolist():
        most = _MOST_BYTES if _is_worksheet(part) else _MOST_BYTES_AT_ONCE
        if part.file_size > most or part.file_size > max(_LARGE, part.compress_size * _MOST_SHRUNK):
            raise Unreadable(
                _("Cannot read {path}: unpacked, the workbook would be unreasonably large ({size:,} bytes).").format(
                    path=path, size=part.file_size
                )
            )
        if part.filename.endswith((".xml", ".rels")) and _holds(archive, part, b"<!DOCTYPE"):
            raise Unreadable(_("Cannot read {path}: the workbook declares entities, which no spreadsheet writes.").format(path=path))


def _is_worksheet(part: zipfile.ZipInfo) -> bool:
    return part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")


def _holds(archive: zipfile.ZipFile, part: zipfile.ZipInfo, sought: bytes) -> bool:
    with archive.open(part) as file:
        before = b""
        while chunk := file.read(_CHUNK):
            if sought in before + chunk:
                return True
            before = chunk[-len(sought) :]
    return False
