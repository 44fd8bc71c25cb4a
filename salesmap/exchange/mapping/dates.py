"""Dates and times as sheets hold them: as numbers, spelled out, in Chinese, or as a day number."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from salesmap.core.clock import Clock
from salesmap.core.dates import day_spelled_out, existing_day
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.exchange.cell_errors import (
    AmbiguousDatesError,
    MixedDateOrdersError,
    WrongDateOrderError,
)

DATE_ORDERS = ("dmy", "mdy", "ymd")
YEAR_DAY_MONTH = "ydm"
"""An order that only dates with the year of four digits first can have."""

ALL_ORDERS = (*DATE_ORDERS, YEAR_DAY_MONTH)

_TIME = re.compile(
    r"(?:^|(?<=\d)T|(?<=[日号])|[\s,]+)(?:at\s+)?(上午|下午)?\s*"
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_YEAR_FIRST = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"|(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})[日号]?"
    r"|(\d{4})(\d{2})(\d{2})(?:\.0+)?"  # as data frames write numbers of a column with gaps
)
_FOUR_DIGITS_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_SHORT_YEAR = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[- ](\d{2})")
_DAY_NUMBER = re.compile(r"(\d{5})(?:\.(\d+))?")
_EPOCH = re.compile(r"(1\d{9})(\d{3})?")
_MONTHS_ELSEWHERE = (
    "januar jänner janvier enero gennaio janeiro januari",
    "februar février fevrier febrero febbraio fevereiro februari",
    "märz maerz mars marzo março marco maart",
    "avril abril aprile",
    "mai mayo maggio maio mei",
    "juni juin junio giugno junho",
    "juli juillet julio luglio julho",
    "août aout agosto augustus",
    "septembre septiembre settembre setembro",
    "oktober octobre octubre ottobre outubro",
    "novembre noviembre novembro",
    "dezember décembre decembre diciembre dicembre dezembro",
)
"""The names of months in German, French, Spanish, Italian, Portuguese and Dutch."""
_MONTH_OF = {
    name: number for number, names in enumerate(_MONTHS_ELSEWHERE, 1) for name in names.split()
}
_DAY_ELSEWHERE = re.compile(
    r"(\d{1,2})(?:\.|er|º)? (?:de |d')?([^\W\d_]{3,})\.?,? (?:de |del )?(\d{4})"
)
_FIRST_DAY = date(1899, 12, 30)
_FIRST_DAY_NUMBER, _LAST_DAY_NUMBER = 18_264, 73_051  # the years 1950 to 2099
_SECONDS_A_DAY = 86_400
_MISFITS_NAMED = 3
_MONTHS = 12


class DateOrder:
    """The order of day, month and year in a column, found from all its cells."""

    def __init__(self, column: str) -> None:
        self.column = column
        self.possible = set(DATE_ORDERS)
        self.ambiguous: str | None = None
        self.matters = False
        self.misfits: dict[str, list[str]] = {order: [] for order in DATE_ORDERS}
        self.month_last: str | None = None
        self.day_last: str | None = None

    def add(self, cells: Iterable[str]) -> None:
        """Look at some more cells of the column."""
        for cell in cells:
            if cell[:4].isdigit():
                self._add_year_first(cell)
                continue
            if match := _NUMBERS.match(unicodedata.normalize("NFKC", cell.strip())):
                self._add(cell, match[1], match[2], match[3])

    def _add_year_first(self, cell: str) -> None:
        """Look at a cell such as 2026-25-12, whose second number can be no month."""
        if match := _FOUR_DIGITS_FIRST.match(cell):
            second, third = int(match[2]), int(match[3])
            if second > _MONTHS >= third:
                self.month_last = self.month_last or cell.strip()
            elif third > _MONTHS >= second:
                self.day_last = self.day_last or cell.strip()

    def _add(self, cell: str, first: str, second: str, third: str) -> None:
        orders = {order for order in DATE_ORDERS if _in_order(order, first, second, third)}
        if not orders:
            return  # no date at all: its row will be rejected
        if len({_in_order(order, first, second, third) for order in orders}) > 1:
            self.ambiguous = self.ambiguous or cell
        self.matters = True
        self.possible &= orders
        for order, misfits in self.misfits.items():
            if order not in orders and len(misfits) < _MISFITS_NAMED:
                misfits.append(cell.strip())

    def order(self, chosen: str | None = None) -> str | None:
        """Return the order, or None where no cell depends on it.

        `chosen` is the order that the user says. Raises WrongDateOrderError where it does not fit,
        MixedDateOrdersError, AmbiguousDatesError.
        """
        if chosen:
            misfits = self._misfits(chosen)
            if misfits:
                raise WrongDateOrderError(self.column, chosen, misfits)
            return chosen
        if self.month_last:
            others = [self.day_last] if self.day_last else self.misfits["mdy"]
            if others or self.matters:
                raise MixedDateOrdersError(self.column, [self.month_last, *others[:1]])
            return YEAR_DAY_MONTH
        if not self.matters:
            return None
        if not self.possible:
            examples = [misfits[0] for misfits in self.misfits.values() if misfits]
            raise MixedDateOrdersError(self.column, list(dict.fromkeys(examples)))
        if self.ambiguous and len(self.possible) > 1:
            raise AmbiguousDatesError(self.column, self.ambiguous, sorted(self.possible))
        return min(self.possible)

    def _misfits(self, order: str) -> list[str]:
        if order == YEAR_DAY_MONTH:
            return [self.day_last] if self.day_last else []
        return self.misfits[order]


def can_be_date(cell: str, clock: Clock) -> bool:
    """Return whether a cell is a date in any order of day, month and year."""
    for order in (None, *ALL_ORDERS):
        try:
            read_moment(cell, order, clock)
        except UsageError:
            continue
        return True
    return False


def read_moment(cell: str, order: str | None, clock: Clock) -> datetime:
    """Return the instant in a cell.

    A day without a time counts as its noon, a time without a zone as the viewer's. Raises
    UsageError.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    match = _TIME.search(text)
    try:
        if match and match.start():
            return _at_time(_day(text[: match.start()].rstrip(" ,"), order), match, clock)
        if (number := _DAY_NUMBER.fullmatch(text)) and _FIRST_DAY_NUMBER <= int(
            number[1]
        ) <= _LAST_DAY_NUMBER:
            return _of_day_number(int(number[1]), number[2], clock)
        if epoch := _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(epoch[1]), UTC)
        return clock.on(_day(text, order))
    except (ValueError, OverflowError):
        raise UsageError(_("{cell!r} is not a date").format(cell=cell)) from None


def has_time(cell: str) -> bool:
    """Return whether a cell that is a moment says the time, not only the day."""
    text = unicodedata.normalize("NFKC", cell).strip()
    match = _TIME.search(text)
    if (match and match.start()) or _EPOCH.fullmatch(text):
        return True
    number = _DAY_NUMBER.fullmatch(text)
    return bool(number and number[2] and int(number[2]))


def _at_time(day: date, match: re.Match[str], clock: Clock) -> datetime:
    half = (match[1] or match[5] or "").lower().replace(".", "")
    hour = int(match[2])
    if half in ("pm", "下午") and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    at = time(hour, int(match[3]), int(match[4] or 0))
    if not match[6]:
        return clock.at(day, at)
    zone = "+00:00" if match[6] in ("Z", "UTC", "GMT") else match[6]
    return datetime.fromisoformat(f"{day}T{at}{zone}").astimezone(UTC)


def _of_day_number(days: int, fraction: str | None, clock: Clock) -> datetime:
    """Return the instant of a spreadsheet's day number, whose fraction is the time."""
    day = _FIRST_DAY + timedelta(days=days)
    if not fraction or not int(fraction):
        return clock.on(day)
    seconds = round(float(f"0.{fraction}") * _SECONDS_A_DAY)
    later = datetime.combine(day, time()) + timedelta(seconds=seconds)
    return clock.at(later.date(), later.time())


def _day(text: str, order: str | None) -> date:
    """Return the calendar day. Raises ValueError."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups() if part)
        if order == YEAR_DAY_MONTH and _FOUR_DIGITS_FIRST.match(text):
            month, day = day, month
        return _plausible(existing_day(year, month, day))
    order = None if order == YEAR_DAY_MONTH else order
    if match := _NUMBERS.fullmatch(text):
        found = _in_order(order, match[1], match[2], match[3]) if order else _only_reading(match)
        if found is None:
            _refuse_missing_day(match, order)
            raise ValueError(text)
        return _plausible(found)
    if match := _SHORT_YEAR.fullmatch(text):  # as spreadsheets write it: day, month, year
        return datetime.strptime(f"{match[1]} {match[2]} {match[3]}", "%d %b %y").date()
    if (match := _DAY_ELSEWHERE.fullmatch(text.lower())) and match[2] in _MONTH_OF:
        return _plausible(existing_day(int(match[3]), _MONTH_OF[match[2]], int(match[1])))
    spelled = day_spelled_out(text)
    if spelled is None:
        raise ValueError(text)
    return _plausible(spelled)


def _refuse_missing_day(match: re.Match[str], order: str | None) -> None:
    """Raise NoSuchDay for three numbers that would be a day if its month were longer."""
    for each in (order,) if order else DATE_ORDERS:
        parts = dict(zip(each, match.groups(), strict=True))
        if len(parts["y"]) in (2, 4) and len(parts["d"]) < 3 and 1 <= int(parts["m"]) <= 12:
            year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
            existing_day(year, int(parts["m"]), int(parts["d"]))


def _only_reading(match: re.Match[str]) -> date | None:
    readings = {
        day for order in DATE_ORDERS if (day := _in_order(order, match[1], match[2], match[3]))
    }
    return readings.pop() if len(readings) == 1 else None


def _in_order(order: str, first: str, second: str, third: str) -> date | None:
    """Return the day of three numbers in an order, or None; years of two digits are after 2000."""
    parts = dict(zip(order, (first, second, third), strict=True))
    if len(parts["y"]) not in (2, 4) or (len(third) == 4 and order == "ymd"):
        return None
    year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
    try:
        return date(year, int(parts["m"]), int(parts["d"]))
    except ValueError:
        return None


def _plausible(day: date) -> date:
    if day.year < 1900:
        raise ValueError(day)
    return day
