"""Tables in files of any kind, read row by row in constant memory."""

import csv
import stat
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.files import protect
from salesmap.core.i18n import N_, _, ngettext, reason
from salesmap.exchange.errors import ChangedFileError, NoSheetsError, UnreadableFileError
from salesmap.exchange.tabular.dialect import Dialect, dialect_of
from salesmap.exchange.tabular.encoding import LONGEST_LINE, detect_text_format
from salesmap.exchange.tabular.file_sniffer import refuse_no_table
from salesmap.exchange.tabular.header_row import with_groups

if TYPE_CHECKING:
    from salesmap.exchange.tabular.workbook import SheetCopy

MOST_COLUMNS = 16_384
"""As many as a spreadsheet has."""

_LINES_TRIED = 200
_END = "\x1f\x1fend of file\x1f\x1f"


class Sheet(NamedTuple):
    """A table in a file: how it is written, and its header.

    `stamp` is size and time of the file when it was opened. Of a workbook, `worksheet` is the sheet
    that is read, `others` are the other ones, and `dialect` is that of the copy of its rows.
    """

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    stamp: tuple[int, int]
    dialect: Dialect
    has_nul: bool = False
    worksheet: str | None = None
    others: tuple[str, ...] = ()
    copy: "SheetCopy | None" = None


class Record(NamedTuple):
    """A row: its first line, its cells (as many as the header has), and what is wrong with it."""

    line: int
    cells: tuple[str, ...]
    problem: str | None = None


def open_sheet(
    path: Path,
    worksheet: str | None = None,
    encoding: str | None = None,
    header_row: int | None = None,
) -> Sheet:
    """Return the table of a file; `worksheet` names a sheet of a workbook.

    `encoding` and the line of the header (`header_row`) are found unless they are given. Raises
    UnknownEncodingError, UnreadableFileError, VcardFileError, NoSheetsError, UnknownSheetError.
    """
    protect(path)
    stamp = _stamp(path)
    try:
        with path.open("rb") as file:
            start = file.read(4096)
        refuse_no_table(path, start)
        sheet = (
            _open_workbook(path, worksheet, stamp, header_row)
            if start.startswith(b"PK")
            else _open_text(path, worksheet, stamp, encoding, header_row)
        )
    except (OSError, UnicodeError, csv.Error) as error:
        raise _unreadable(path, error) from None
    if not start:
        raise UnreadableFileError(path, N_("Cannot read {path}: it is empty."))
    if not any(sheet.header):
        raise UnreadableFileError(path, N_("Cannot read {path}: the first line is not a header."))
    if len(sheet.header) > MOST_COLUMNS:
        raise UnreadableFileError(
            path, N_("Cannot read {path}: it has more than {most:,} columns."), most=MOST_COLUMNS
        )
    return sheet


def records(sheet: Sheet) -> Iterator[Record]:
    """Yield the rows below the header without empty ones and repeated headers.

    Raises UnreadableFileError.
    """
    header, width = sheet.header, len(sheet.header)
    # A third of the time of Record(…); every row of every import passes here, some times over.
    make = tuple.__new__
    begins = ("", header[0])
    try:
        for line, written, problem in _rows_of(sheet):
            cells = (
                written
                if len(written) == width
                else [*written[:width], *[""] * (width - len(written))]
            )
            first = cells[0]
            # Most rows begin with something that no header and no empty row begins with.
            if (first in begins or first[0] <= " " or first[0] == "\ufeff") and (
                not any(cell.strip() for cell in cells) or _trimmed(cells) == header
            ):
                continue
            if cells is not written or sheet.has_nul:
                problem = problem or _problem(sheet, written)  # noqa: PLW2901
            yield make(Record, (line, tuple(cells), problem))
    except (OSError, UnicodeError, csv.Error) as error:
        raise _unreadable(sheet.path, error) from None


def refuse_changed(sheet: Sheet) -> None:
    """Raise ChangedFileError when the file was written since the sheet was opened."""
    if _stamp(sheet.path) != sheet.stamp:
        raise ChangedFileError(str(sheet.path))


def refuse_no_file(path: Path) -> None:
    """Raise UnreadableFileError for a missing file, a pipe or a device."""
    protect(path)
    _stamp(path)


def _open_text(
    path: Path,
    worksheet: str | None,
    stamp: tuple[int, int],
    encoding: str | None,
    header_row: int | None,
) -> Sheet:
    if worksheet:
        raise NoSheetsError(path)
    text_format = detect_text_format(path, encoding)
    with path.open(encoding=text_format.encoding, newline="") as file:
        dialect = dialect_of(list(islice(file, _LINES_TRIED)), header_row)
    sheet = Sheet(
        path, text_format.encoding, dialect.delimiter, (), stamp, dialect, text_format.has_nul
    )
    above = max(dialect.above - 1, 0)
    rows = [cells for _line, cells, _problem in islice(_lines(sheet, above), 2)]
    header = rows[-1] if rows else []
    if len(rows) == 2 and not dialect.above:
        header = rows[0]
    elif len(rows) == 2:
        header = with_groups(header, rows[0])
    return sheet._replace(
        header=_trimmed(header), dialect=dialect._replace(above=dialect.above + 1)
    )


def _open_workbook(
    path: Path, worksheet: str | None, stamp: tuple[int, int], header_row: int | None
) -> Sheet:
    from salesmap.exchange.tabular.workbook import copy_sheet

    copy = copy_sheet(path, worksheet, MOST_COLUMNS, header_row)
    return Sheet(
        path,
        "xlsx",
        "",
        _trimmed(copy.header),
        stamp,
        Dialect(",", '"', None, 0),
        has_nul=True,
        worksheet=copy.name,
        others=copy.others,
        copy=copy,
    )


def _trimmed(header: Iterable[str]) -> tuple[str, ...]:
    names = [cell.strip().strip("\ufeff") for cell in header]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _rows_of(sheet: Sheet) -> Iterator[tuple[int, list[str], str | None]]:
    return sheet.copy.rows() if sheet.copy else _lines(sheet, sheet.dialect.above)


def _lines(sheet: Sheet, above: int) -> Iterator[tuple[int, list[str], str | None]]:
    """Yield the records below `above` others as (first line, cells, None).

    csv asks for further lines within a record while a quotation mark is open. What it took for
    the record is counted, and a line is put behind the last one, so that a mark that is never
    closed takes neither all memory nor, silently, the rest of the file.
    """
    csv.field_size_limit(LONGEST_LINE + len(_END))
    with sheet.path.open(encoding=sheet.encoding, newline="") as file:
        begins, taken = 1, 0

        def lines() -> Iterator[str]:
            nonlocal taken
            for line in file:
                taken += len(line)
                if taken > LONGEST_LINE:
                    break
                yield line
            yield _END

        reader = sheet.dialect.reader(lines())
        for _cells in islice(reader, above):
            taken, begins = 0, reader.line_num + 1
        for cells in reader:
            if cells and cells[-1].endswith(_END):
                if cells == [_END]:
                    return
                break
            taken = 0
            yield begins, cells, None
            begins = reader.line_num + 1
    problem = N_(
        "Cannot read {path}: the cell starting on line {line} has no end; a quotation mark is "
        "missing."
    )
    raise UnreadableFileError(sheet.path, problem, line=begins)


def _problem(sheet: Sheet, cells: list[str]) -> str | None:
    """Return what is wrong with a row, if anything."""
    if len(cells) > len(sheet.header) and (
        surplus := sum(1 for cell in cells[len(sheet.header) :] if cell.strip())
    ):
        return ngettext(
            "{count} cell more than the header", "{count} cells more than the header", surplus
        ).format(count=surplus)
    if sheet.has_nul and any("\0" in cell for cell in cells):
        return _("contains a NUL character; the file may be damaged")
    return None


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from None
    if not stat.S_ISREG(state.st_mode):
        raise UnreadableFileError(path, N_("Cannot read {path}: it is not a file."))
    return state.st_size, state.st_mtime_ns


def _unreadable(path: Path, error: Exception) -> UsageError:
    if isinstance(error, UnicodeError):
        return UnreadableFileError(
            path,
            N_(
                "Cannot read {path}: unknown encoding; name it with --encoding, or save it as "
                "UTF-8."
            ),
        )
    return UnreadableFileError(path, N_("Cannot read {path}: {problem}."), problem=reason(error))
