"""Rates of currencies from a CSV file of `currency`, `day` and `rate`."""

import csv
import sys
from datetime import date
from pathlib import Path

from salesmap.core.dates import parse_day
from salesmap.core.errors import UnreadableFile, UsageError
from salesmap.core.files import STDIO
from salesmap.core.i18n import _

_COLUMNS = ("currency", "day", "rate")


class RateColumnsError(UsageError):
    """A file of rates lacks a column."""

    code = "rate_columns"

    def __init__(self) -> None:
        super().__init__(_("The file needs the columns currency, day and rate."))


def read_rates(path: Path, today: date) -> list[tuple[str, str, date]]:
    """Return (currency, rate, first day) of each row of a file, or of standard input (`-`).

    Raises UnreadableFile, RateColumnsError, UsageError with the line of a day that is none.
    """
    try:
        content = sys.stdin.buffer.read() if path == STDIO else path.read_bytes()
        lines = content.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(path, error) from None
    rows = csv.DictReader(lines)
    if not set(_COLUMNS) <= set(rows.fieldnames or ()):
        raise RateColumnsError()
    return [(row["currency"], row["rate"], parse_day(row["day"], today)) for row in rows]
