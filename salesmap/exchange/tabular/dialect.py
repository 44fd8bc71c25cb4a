"""How a CSV is written, told from its first records: delimiter, quotation marks, escapes."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from salesmap.exchange.tabular.header_row import header_place, width_of

DELIMITERS = ",;\t|"

_RECORDS_TRIED = 60
_TOLD_TO_EXCEL = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE | re.DOTALL)


class Dialect(NamedTuple):
    """`above` is how many records stand over the header: a title, blank lines, a word to Excel. `spaced`: blanks follow delimiters."""

    delimiter: str
    quote: str
    escape: str | None
    above: int
    spaced: bool = False

    def reader(self, lines: Iterable[str], strict: bool = False) -> Any:
        """csv's reader of this dialect."""
        return csv.reader(
            self._with_backslashes_kept(lines) if self.escape else lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape,
            skipinitialspace=self.spaced,
            strict=strict,
        )

    def _with_backslashes_kept(self, lines: Iterable[str]) -> Iterator[str]:
        """`C:\\temp` stays itself: csv takes a backslash off whatever follows, not only where it escapes."""
        backslash = re.compile(rf"\\([\\{self.quote}{re.escape(self.delimiter)}])|\\")
        for line in lines:
            yield backslash.sub(lambda found: found[0] if found[1] else r"\\", line)


class _Trial(NamedTuple):
    """What comes of reading the first records in a dialect; the greatest is the best."""

    is_wide: bool
    is_well_written: bool
    preference: int
    evenness: float
    has_no_title: bool
    width: int


def dialect_of(lines: Sequence[str]) -> Dialect:
    """The dialect of a file that begins with these lines: the one in which they make the most orderly table."""
    told = _TOLD_TO_EXCEL.fullmatch(lines[0]) if lines else None
    table = lines[1:] if told else lines
    trials = {}
    for delimiter in told[1] if told else DELIMITERS:
        for preference, dialect in enumerate(_quotings(table, delimiter)):
            trials[dialect] = _try(table, dialect, -preference)
    best = max(trials, key=lambda dialect: trials[dialect])
    if not trials[best].is_wide and not told:
        # A single column: what stands in it must not be cut at a comma.
        unused = (
            delimiter for delimiter in DELIMITERS if not any(delimiter in line for line in table)
        )
        best = best._replace(delimiter=next(unused, DELIMITERS[0]))
    return best._replace(above=bool(told) + header_place(_records(best, table)[0]))


def _quotings(lines: Sequence[str], delimiter: str) -> Iterator[Dialect]:
    """The ways of quoting for which there is a sign, the likeliest first."""
    comma = re.escape(delimiter)
    first = next((line for line in lines if line.strip()), "")
    if re.fullmatch(rf"'(?:[^']|'')*'(?:{comma}'(?:[^']|'')*')+\s*", first) and '"' not in first:
        yield Dialect(delimiter, "'", None, 0)
    text = "".join(lines)
    spaced = bool(re.search(rf'{comma} +"', text)) and f'{delimiter}"' not in text
    yield Dialect(delimiter, '"', None, 0, spaced)
    if '\\"' in text:
        yield Dialect(delimiter, '"', "\\", 0, spaced)


def _try(lines: Sequence[str], dialect: Dialect, preference: int) -> _Trial:
    records, is_well_written = _records(dialect, lines, strict=True)
    if not is_well_written:
        records, _anything_goes = _records(dialect, lines)
    place = header_place(records)
    header, below = records[place : place + 1], records[place + 1 :]
    if not header:
        return _Trial(False, is_well_written, preference, 0, False, 0)
    even = sum(1 for cells in below if len(cells) == len(header[0])) / len(below) if below else 1
    has_no_title = not any(map(width_of, records[:place]))
    return _Trial(
        width_of(header[0]) > 1,
        is_well_written,
        preference,
        round(even, 1),
        has_no_title,
        len(header[0]),
    )


def _records(
    dialect: Dialect, lines: Sequence[str], strict: bool = False
) -> tuple[list[list[str]], bool]:
    """The first records, and whether they are well written; the lines may end within the last of them."""
    found: list[list[str]] = []
    reader = dialect.reader(iter(lines), strict)
    try:
        for cells in reader:
            found.append(cells)
            if len(found) == _RECORDS_TRIED:
                break
    except csv.Error:
        return found, reader.line_num >= len(lines) > 1
    return found, True
