"""How a CSV is written, told from its first records: delimiter, quotation marks, where its header stands."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

DELIMITERS = ",;\t|"

_RECORDS_TRIED = 60
LINES_ABOVE = 20
"""A title and the like take no more lines than these."""


class Dialect(NamedTuple):
    """`above` is how many records stand over the header: a title, blank lines, a word to Excel."""

    delimiter: str
    quote: str
    escape: str | None
    above: int

    def reader(self, lines: Iterable[str]) -> Any:
        """csv's reader of this dialect."""
        return csv.reader(lines, delimiter=self.delimiter, quotechar=self.quote, escapechar=self.escape)


def dialect_of(lines: Sequence[str]) -> Dialect:
    """The dialect of a file that begins with these lines."""
    told = _told_to_excel(lines)
    quote = "'" if _is_quoted_singly(lines) else '"'
    escapes = (None, "\\") if any('\\"' in line for line in lines) else (None,)
    trials = [Dialect(delimiter, quote, escape, 0) for escape in escapes for delimiter in told or DELIMITERS]
    best = max(trials, key=lambda trial: _fitness(trial, lines))
    told_lines = 1 if told else 0
    return best._replace(above=told_lines + header_place(_records(best, lines)[told_lines:]))


def _told_to_excel(lines: Sequence[str]) -> str:
    """The delimiter that a first line `sep=;` names."""
    first = lines[0].strip().strip('"') if lines else ""
    return first[4:] if first.lower().startswith("sep=") and len(first) == 5 else ""


def _is_quoted_singly(lines: Sequence[str]) -> bool:
    first = next((line.strip() for line in lines if line.strip()), "")
    if not (first.startswith("'") and first.endswith("'")) or '"' in first:
        return False
    return any(first.count(f"'{delimiter}'") * 2 + 2 == first.count("'") > 2 for delimiter in DELIMITERS)


def _records(dialect: Dialect, lines: Sequence[str]) -> list[list[str]]:
    found = []
    try:
        for cells in dialect.reader(iter(lines)):
            found.append(cells)
            if len(found) == _RECORDS_TRIED:
                break
    except csv.Error:
        pass  # the reading itself will tell
    return found


def _fitness(dialect: Dialect, lines: Sequence[str]) -> float:
    """How wide the table is in this dialect, less where its records are of different widths."""
    widths = Counter(len(cells) for cells in _records(dialect, lines) if any(cells))
    if not widths:
        return 0
    width, records = max(widths.items(), key=lambda each: (each[1], each[0]))
    return (width - 1) * (records / widths.total()) ** 2


def header_place(records: Sequence[Sequence[str]]) -> int:
    """The first record with as many names as a header of this table has at least: two, where any record has two."""
    filled = [sum(1 for cell in cells if cell.strip()) for cells in records[: LINES_ABOVE + 1]]
    least = min(2, max(filled, default=0))
    return next((place for place, count in enumerate(filled) if count >= max(1, least)), 0)
