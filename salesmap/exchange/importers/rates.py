"""Rates of currencies from a CSV file of `currency`, `day` and `rate`."""

import csv
import sys
from datetime import date
from pathlib import Path

from salesmap.core.dates import parse_day
from salesmap.core.errors import UnreadableFile, UsageError
from salesmap.core.figures.currencies import check_currency
from salesmap.core.files import STDIO
from salesmap.core.i18n import _
from salesmap.core.money import parse_rate

_COLUMNS = ("currency", "day", "rate")


class RateColumnsError(UsageError):
    """A file of rates lacks a column."""

    code = "rate_columns"

    def __init__(self) -> None:
        super().__init__(_("The file needs the columns currency, day and rate."))


class RateRowError(UsageError):
    """A row is no rate. The code is that of what is wrong with it; `data`: the `line` as well."""

    def __init__(self, line: int, error: UsageError) -> None:
        self.code = error.code
        text = _("line {line}: {reason}").format(line=line, reason=error)
        super().__init__(text, line=line, **error.data)


def read_rates(path: Path, today: date) -> list[tuple[str, str, date]]:
    """Return (currency, rate, first day) of each row of a file, or of standard input (`-`).

    Raises UnreadableFile, RateColumnsError, RateRowError.
    """
    try:
        content = sys.stdin.buffer.read() if path == STDIO else path.read_bytes()
        lines = content.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(path, error) from None
    rows = csv.DictReader(lines)
    if not set(_COLUMNS) <= set(rows.fieldnames or ()):
        raise RateColumnsError()
    return [_rate(rows.line_num, row, today) for row in rows]


def _rate(line: int, row: dict[str, str], today: date) -> tuple[str, str, date]:
    try:
        parse_rate(row["rate"] or "")
        return (
            check_currency(row["currency"] or ""),
            row["rate"],
            parse_day(row["day"] or "", today),
        )
    except UsageError as error:
        raise RateRowError(line, error) from None
