"""The dialect of a CSV file, found from its first records: delimiter, quotes, escapes."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from salesmap.exchange.tabular.header_row import header_index, width_of

DELIMITERS = ",;\t|"

_RECORDS_TRIED = 60
_SEP_LINE = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE | re.DOTALL)


class Dialect(NamedTuple):
    """How a CSV file is written.

    `above` is the number of records above the header (a title, blank lines, `sep=`); `spaced`:
    blanks follow the delimiters.
    """

    delimiter: str
    quote: str
    escape: str | None
    above: int
    spaced: bool = False

    def reader(self, lines: Iterable[str], strict: bool = False) -> Any:
        """Return a csv reader of this dialect."""
        return csv.reader(
            self._with_backslashes_kept(lines) if self.escape else lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape,
            skipinitialspace=self.spaced,
            strict=strict,
        )

    def _with_backslashes_kept(self, lines: Iterable[str]) -> Iterator[str]:
        """Keep `C:\\temp` as it is: csv drops every backslash, not only one that escapes."""
        backslash = re.compile(rf"\\([\\{self.quote}{re.escape(self.delimiter)}])|\\")
        for line in lines:
            yield backslash.sub(lambda found: found[0] if found[1] else r"\\", line)


class _Trial(NamedTuple):
    """The first records read in a dialect; the greatest trial is the best."""

    is_wide: bool
    is_well_written: bool
    preference: int
    evenness: float
    has_no_title: bool
    width: int


def dialect_of(lines: Sequence[str], header_row: int | None = None) -> Dialect:
    """Return the dialect in which the first lines make the most regular table.

    `header_row` is the line of the header, counted from 1, where it is known.
    """
    if header_row:
        dialect = dialect_of(lines[header_row - 1 :])._replace(above=0)
        return dialect._replace(above=len(_records(dialect, lines[: header_row - 1])[0]))
    sep_line = _SEP_LINE.fullmatch(lines[0]) if lines else None
    table = lines[1:] if sep_line else lines
    trials = {}
    for delimiter in sep_line[1] if sep_line else DELIMITERS:
        for preference, dialect in enumerate(_quotings(table, delimiter)):
            trials[dialect] = _try(table, dialect, -preference)
    best = max(trials, key=lambda dialect: trials[dialect])
    if not trials[best].is_wide and not sep_line:
        # A single column must not be cut at a comma.
        unused = (
            delimiter for delimiter in DELIMITERS if not any(delimiter in line for line in table)
        )
        best = best._replace(delimiter=next(unused, DELIMITERS[0]))
    return best._replace(above=bool(sep_line) + header_index(_records(best, table)[0]))


def _quotings(lines: Sequence[str], delimiter: str) -> Iterator[Dialect]:
    """Yield the ways of quoting that the lines suggest, the likeliest first."""
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
    index = header_index(records)
    header, below = records[index : index + 1], records[index + 1 :]
    if not header:
        return _Trial(False, is_well_written, preference, 0, False, 0)
    even = sum(1 for cells in below if len(cells) == len(header[0])) / len(below) if below else 1
    has_no_title = not any(map(width_of, records[:index]))
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
    """Return the first records, and whether they are well-formed; the last may be cut off."""
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
