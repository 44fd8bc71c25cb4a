"""Amounts as sheets hold them: any decimal separator, brackets for negatives, thin spaces."""

import re
import unicodedata
from collections.abc import Iterable

from salesmap.core.money import in_cents, parse_amount, split_currency
from salesmap.exchange.errors import (
    AmbiguousAmountsError,
    MixedDecimalsError,
    ShortenedNumberError,
)

DECIMALS = (",", ".")

_NEGATIVE = re.compile(r"\((.+)\)|[-−](.+)|(.+)-", re.DOTALL)
_SPACES = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?:\D|$))")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_UNIT = re.compile(r"[(（]\s*([千万亿])元?\s*[)）]")
_PLAIN = re.compile(r"([0-9]{1,14})(?:\.([0-9]{1,2}))?")
_NUMBER = re.compile(r"\d[\d.,]*")


class DecimalSeparator:
    """The decimal separator of a column, found from all its cells.

    `usual` is that of the kind of file, None where it has none.
    """

    def __init__(self, column: str, usual: str | None = None) -> None:
        self.column = column
        self.usual = usual
        self.seen: set[str] = set()
        self.ambiguous: str | None = None

    def add(self, cells: Iterable[str]) -> None:
        """Look at some more cells of the column."""
        for cell in cells:
            if ("." in cell or "," in cell) and (match := _NUMBER.search(cell)):
                self._add(match[0].rstrip(".,"), cell)

    def _add(self, number: str, cell: str) -> None:
        points, commas = number.count("."), number.count(",")
        digits_behind = len(number) - max(number.rfind("."), number.rfind(",")) - 1
        if points and commas:
            self.seen.add("." if number.rfind(".") > number.rfind(",") else ",")
        elif points > 1:
            self.seen.add(",")
        elif commas > 1:
            self.seen.add(".")
        elif commas and digits_behind != 3:
            self.seen.add(",")
        elif points and (digits_behind != 3 or number.startswith("0")):
            self.seen.add(".")
        elif points:
            self.ambiguous = self.ambiguous or cell

    def separator(self) -> str:
        """Return `.` or `,`.

        A single comma before three digits separates thousands; a single point may do either.
        Raises MixedDecimalsError, AmbiguousAmountsError.
        """
        if len(self.seen) > 1:
            raise MixedDecimalsError(self.column)
        if self.ambiguous and not self.seen and not self.usual:
            raise AmbiguousAmountsError(self.column, self.ambiguous)
        return next(iter(self.seen), self.usual or ".")


def unit_named(header: str) -> str:
    """Return the unit that a header names for its amounts: 万 of `金额（万元）`; else empty."""
    match = _UNIT.search(header)
    return match[1] if match else ""


def read_amount(cell: str, decimal: str) -> tuple[int, str | None]:
    """Return (hundredths, currency or None) of `$22,700.00`, `342K`, `1.234,56 €`, `12万`, `(5)`.

    `decimal` is the separator. Halves of a hundredth are rounded to even. Raises
    ShortenedNumberError, UsageError.
    """
    if decimal == "." and (plain := _PLAIN.fullmatch(cell)):
        return int(plain[1] + (plain[2] or "").ljust(2, "0")), None
    text, currency = split_currency(unicodedata.normalize("NFKC", cell).strip())
    negative = _NEGATIVE.fullmatch(text)
    if negative:
        text = next(part for part in negative.groups() if part).strip()
    if _SHORTENED.fullmatch(text):
        raise ShortenedNumberError(cell)
    text = _SPACES.sub("", text)
    if decimal == ",":
        text = text.replace(".", "").replace(",", ".")
    amount, inner_currency = parse_amount(text)
    cents = in_cents(amount, cell)
    return (-cents if negative else cents), currency or inner_currency
