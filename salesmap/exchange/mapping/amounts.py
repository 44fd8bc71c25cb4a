"""Amounts as sheets hold them: any decimal separator, brackets for negatives, thin spaces."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from salesmap.core.errors import AmountTooPrecise, UnreadableAmount
from salesmap.core.figures.currencies import check_currency
from salesmap.core.money import in_cents, parse_amount, split_currency
from salesmap.exchange.cell_errors import (
    AmbiguousAmountsError,
    MixedDecimalsError,
    ShortenedNumberError,
)

DECIMALS = (",", ".")

_NEGATIVE = re.compile(r"\((.+)\)|[-−](.+)|(.+)-", re.DOTALL)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_UNIT = re.compile(r"[(（]\s*([千万亿])元?\s*[)）]")
_PLAIN = re.compile(r"([0-9]{1,14})(?:\.([0-9]{1,2}))?")
_NUMBER = re.compile(r"[\d.,](?:[\d.,'’\s]*[\d.,])?")
_WRITTEN = {
    decimal: re.compile(
        rf"(?:(?P<groups>[1-9]\d{{0,2}}(?P<mark>[{thousands}'’\s])\d{{3}}(?:(?P=mark)\d{{3}})*"
        # The groups of India: 12,34,567
        rf"|[1-9]\d?(?:{re.escape(thousands)}\d\d)+{re.escape(thousands)}\d{{3}})"
        rf"|(?P<plain>\d+))?(?:{re.escape(decimal)}(?P<fraction>\d+)?)?"
    )
    for decimal, thousands in ((".", ","), (",", "."))
}
"""Numbers by their decimal separator: in groups of three, or without any."""


class _Reading(NamedTuple):
    """A number as it reads with one decimal separator."""

    whole: str
    fraction: str


def _readings(number: str) -> dict[str, _Reading]:
    """Return how a number reads, by the decimal separators with which it can be read."""
    return {decimal: reading for decimal in DECIMALS if (reading := _reading(number, decimal))}


def _reading(number: str, decimal: str) -> _Reading | None:
    match = _WRITTEN[decimal].fullmatch(number)
    if not match:
        return None
    whole, fraction = match["groups"] or match["plain"] or "", match["fraction"] or ""
    if not whole and not fraction:
        return None
    return _Reading("".join(filter(str.isdigit, whole)) or "0", fraction)


class DecimalSeparator:
    """The decimal separator of a column, found from all its cells.

    `usual` is that of the kind of file, None where it has none.
    """

    def __init__(self, column: str, usual: str | None = None) -> None:
        self.column = column
        self.usual = usual
        self.seen: set[str] = set()
        self.examples: dict[str, str] = {}
        self.ambiguous: str | None = None

    def add(self, cells: Iterable[str]) -> None:
        """Look at some more cells of the column."""
        for cell in cells:
            if "." in cell or "," in cell:
                text = unicodedata.normalize("NFKC", cell)
                if match := _NUMBER.search(text):
                    self._add(_readings(match[0].strip()), cell)

    def _add(self, readings: Mapping[str, _Reading], cell: str) -> None:
        if not readings:
            return  # no number in any format: its row will be rejected
        if len(readings) == 1:
            self.seen.update(readings)
            self.examples.setdefault(next(iter(readings)), cell.strip())
        elif len(set(readings.values())) > 1 and readings["."].fraction:
            self.ambiguous = self.ambiguous or cell

    def separator(self) -> str:
        """Return `.` or `,`.

        A single comma before three digits separates thousands; a single point may do either.
        Cells that are written in neither way are not looked at: their rows will be rejected.
        Raises MixedDecimalsError, AmbiguousAmountsError.
        """
        if len(self.seen) > 1:
            raise MixedDecimalsError(self.column, list(self.examples.values()))
        if self.ambiguous and not self.seen and not self.usual:
            raise AmbiguousAmountsError(self.column, self.ambiguous)
        return next(iter(self.seen), self.usual or ".")


def unit_named(header: str) -> str:
    """Return the unit that a header names for its amounts: 万 of `金额（万元）`; else empty."""
    match = _UNIT.search(header)
    return match[1] if match else ""


def read_amount(cell: str, decimal: str, *, is_exact: bool = False) -> tuple[int, str | None]:
    """Return (hundredths, currency or None) of `$22,700.00`, `342K`, `1.234,56 €`, `12万`, `(5)`.

    `decimal` is the separator. Halves of a hundredth are rounded up, or parts of one refused where
    it `is_exact`. Raises ShortenedNumberError,
    UnknownCurrency, UsageError.
    """
    if decimal == "." and (plain := _PLAIN.fullmatch(cell)):
        return int(plain[1] + (plain[2] or "").ljust(2, "0")), None
    text, currency = split_currency(unicodedata.normalize("NFKC", cell).strip())
    negative = _NEGATIVE.fullmatch(text)
    if negative:
        text = next(part for part in negative.groups() if part).strip()
    if _SHORTENED.fullmatch(text):
        raise ShortenedNumberError(cell)
    text = _with_point(text, decimal, cell)
    amount, inner_currency = parse_amount(text)
    if currency:
        check_currency(currency)
    cents = in_cents(amount, cell)
    if is_exact and cents != amount * 100:
        raise AmountTooPrecise(cell)
    return (-cents if negative else cents), currency or inner_currency


def read_usual_amount(cell: str) -> tuple[int, str | None]:
    """Return the same where a point is the separator."""
    return read_amount(cell, ".")


def read_exact_amount(cell: str) -> tuple[int, str | None]:
    """Return the same, and refuse what would have to be rounded."""
    return read_amount(cell, ".", is_exact=True)


def read_whole_amount(cell: str) -> tuple[int, str | None]:
    """Return the same of a cell of nothing but digits, fourteen at most."""
    return int(cell + "00"), None


def read_number(cell: str, decimal: str) -> str:
    """Return the number in a cell as Python writes it: `2,5` is 2.5 where `decimal` is a comma.

    Raises UnreadableAmount.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    sign = "-" if text[:1] in ("-", "−") else ""
    reading = _reading(text.lstrip("+-−").strip(), decimal)
    if reading is None:
        raise UnreadableAmount(cell)
    fraction = reading.fraction.rstrip("0")
    whole = reading.whole.lstrip("0") or "0"
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def _with_point(text: str, decimal: str, cell: str) -> str:
    """Return an amount with its number as `1234.50`. Raises UnreadableAmount."""
    match = _NUMBER.search(text)
    reading = _reading(match[0].strip(), decimal) if match else None
    if match is None or reading is None:
        raise UnreadableAmount(cell)
    number = f"{reading.whole}.{reading.fraction}" if reading.fraction else reading.whole
    return text[: match.start()] + number + text[match.end() :]
