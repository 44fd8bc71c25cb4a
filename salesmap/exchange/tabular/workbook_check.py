"""A check of the parts of a workbook before a library reads them into memory.

A few kilobytes can unpack to elements nested without end, a row of millions of cells, or a text of
gigabytes.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from salesmap.core.i18n import N_
from salesmap.exchange.errors import UnreadableFileError
from salesmap.exchange.tabular.encoding import LONGEST_LINE

_CHUNK = 1 << 16
_MOST_BYTES = 4 << 30  # of a sheet: a million rows of twenty columns have one
_MOST_BYTES_AT_ONCE = 256 << 20  # of what is read as a whole: texts, styles
_MOST_SHRUNK = 400  # times; what shrinks more was made to harm
_LARGE = 50 << 20
_IS_ENCRYPTED = 1
_DEEPEST = 64
_MOST = {
    "c": 16_384,
    "si": 5_000_000,
    "xf": 200_000,
    "font": 200_000,
    "fill": 200_000,
    "border": 200_000,
    "sheet": 10_000,
}
"""The most of each element: cells per row, others per part."""


def check_parts(path: Path, archive: zipfile.ZipFile) -> bool:
    """Return whether any sheet has a formula.

    The sizes in an archive can be trusted: zipfile reads no further. Raises UnreadableFileError for
    a workbook made to harm, ExpatError for a damaged one.
    """
    has_formula = False
    for part in archive.infolist():
        if part.flag_bits & _IS_ENCRYPTED:
            raise UnreadableFileError(
                path, N_("Cannot read {path}: it has a password; save it without a password.")
            )
        most = _MOST_BYTES if is_worksheet(part) else _MOST_BYTES_AT_ONCE
        if part.file_size > most or part.file_size > max(_LARGE, part.compress_size * _MOST_SHRUNK):
            raise UnreadableFileError(
                path,
                N_("Cannot read {path}: the workbook is too large when unpacked ({size:,} bytes)."),
                size=part.file_size,
            )
        if part.filename.endswith((".xml", ".rels")):
            check = _PartCheck(path, is_worksheet=is_worksheet(part))
            check.run(archive, part)
            has_formula = has_formula or (check.has_formula and is_worksheet(part))
    return has_formula


def is_worksheet(part: zipfile.ZipInfo) -> bool:
    """Return whether a part is a sheet, which is read row by row."""
    return part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")


class _PartCheck:
    """Checks the elements of one part."""

    def __init__(self, path: Path, *, is_worksheet: bool) -> None:
        self.has_formula = False
        self._path = path
        self._depth = 0
        self._has_moved = False
        self._left = dict(_MOST)
        if not is_worksheet:
            del self._left["c"]  # elsewhere it is no cell: a chain of formulas has one for each

    def run(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        """Read a part from beginning to end."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start()
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse_entities
        unbroken = 0
        with archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                self._has_moved = False
                parser.Parse(chunk)
                unbroken = 0 if self._has_moved else unbroken + len(chunk)
                if unbroken > LONGEST_LINE:
                    self._refuse()
        parser.Parse(b"", True)

    def _start(self) -> Callable[[str, dict[str, str]], None]:
        local: dict[str, str] = {}
        left = self._left

        def start(name: str, _attributes: dict[str, str]) -> None:
            self._has_moved = True
            self._depth += 1
            if name not in local:
                local[name] = name.rpartition(" ")[2]
            element = local[name]
            if element in left:
                left[element] -= 1
                if left[element] < 0:
                    self._refuse()
            elif element == "row":
                left["c"] = _MOST["c"]
            elif element == "f":
                self.has_formula = True
            if self._depth > _DEEPEST or len(local) > 10_000:
                self._refuse()

        return start

    def _end(self, _name: str) -> None:
        self._has_moved = True
        self._depth -= 1

    def _refuse(self) -> None:
        raise UnreadableFileError(
            self._path, N_("Cannot read {path}: a row of the workbook is too long.")
        )

    def _refuse_entities(self, *_declared: object) -> None:
        raise UnreadableFileError(
            self._path,
            N_(
                "Cannot read {path}: the workbook declares XML entities, which no spreadsheet does."
            ),
        )
