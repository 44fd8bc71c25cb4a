"""Cells as people and programs write them: dates in the order of their column, amounts, statuses."""

import re
from collections.abc import Iterable
from datetime import datetime

from salesmap.clock import Clock
from salesmap.days import parse_moment
from salesmap.errors import Unreadable
from salesmap.i18n import _
from salesmap.money import parse_money

DATE_ORDERS = ("dmy", "mdy", "ymd")
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(.*)", re.DOTALL)


def date_order(column: str, cells: Iterable[str]) -> str | None:
    """The order of day and month that a whole column shows: dmy, mdy, or None where no cell depends on it.

    Raises Unreadable where the column leaves it open, or contradicts itself.
    """
    seen: set[str] = set()
    example = None
    for cell in cells:
        match = _YEAR_LAST.match(cell.strip())
        if not match:
            continue
        first, second = int(match[1]), int(match[2])
        if first > 12:
            seen.add("dmy")
        elif second > 12:
            seen.add("mdy")
        elif first != second:
            example = example or cell
    if len(seen) > 1:
        raise Unreadable(
            _("The dates of column {column!r} are written in two orders: mend them, or use --date-order.").format(column=column)
        )
    if example and not seen:
        raise Unreadable(
            _("The dates of column {column!r} read two ways ({example}): say which with --date-order dmy or mdy.").format(
                column=column, example=example
            )
        )
    return next(iter(seen), None)


def read_moment(cell: str, order: str | None, clock: Clock) -> datetime:
    """The instant in a cell; a day without a time counts as its noon. Raises Unreadable."""
    text = cell.strip()
    match = _YEAR_LAST.fullmatch(text)
    if match and order in ("dmy", "mdy"):
        day, month = (match[1], match[2]) if order == "dmy" else (match[2], match[1])
        text = f"{match[3]}-{int(month):02}-{int(day):02}{match[4]}"
    return parse_moment(text, clock)


def read_amount(cell: str, decimal: str) -> tuple[int, str | None]:
    """(hundredths, currency or None) of an amount whose decimal sign is known. Raises Unreadable."""
    if decimal == ",":
        cell = cell.replace(".", "").replace(",", ".")
    return parse_money(cell)
