"""Amounts as sheets hold them: with the decimal sign of the whole column, brackets for what is below zero, thin spaces."""

import re
import unicodedata
from collections.abc import Iterable

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.core.money import in_cents, parse_amount, split_currency

DECIMALS = (",", ".")

_BELOW_ZERO = re.compile(r"\((.+)\)|[-−](.+)|(.+)-", re.DOTALL)
_SPACES = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?:\D|$))")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_UNIT = re.compile(r"[(（]\s*([千万亿])元?\s*[)）]")
_PLAIN = re.compile(r"([0-9]{1,14})(?:\.([0-9]{1,2}))?")
_NUMBER = re.compile(r"\d[\d.,]*")


class DecimalSign:
    """What a whole column of amounts tells of its decimal sign; `usual` is the one that the kind of file goes by, if it does."""

    def __init__(self, column: str, usual: str | None = None) -> None:
        self.column = column
        self.usual = usual
        self.seen: set[str] = set()
        self.open: str | None = None

    def see(self, cells: Iterable[str]) -> None:
        """Take some more of the column's cells in."""
        for cell in cells:
            if ("." in cell or "," in cell) and (match := _NUMBER.search(cell)):
                self._see(match[0].rstrip(".,"), cell)

    def _see(self, number: str, cell: str) -> None:
        points, commas = number.count("."), number.count(",")
        behind = len(number) - max(number.rfind("."), number.rfind(",")) - 1
        if points and commas:
            self.seen.add("." if number.rfind(".") > number.rfind(",") else ",")
        elif points > 1:
            self.seen.add(",")
        elif commas > 1:
            self.seen.add(".")
        elif commas and behind != 3:
            self.seen.add(",")
        elif points and (behind != 3 or number.startswith("0")):
            self.seen.add(".")
        elif points:
            self.open = self.open or cell

    def sign(self) -> str:
        """`.` or `,`. A single comma before three digits parts thousands, as everywhere here; a single point may do either.

        Raises UsageError where the column leaves it open, or contradicts itself.
        """
        if len(self.seen) > 1:
            raise UsageError(
                _(
                    "The amounts in column {column!r} have two formats: correct them, or use --decimal."
                ).format(column=self.column)
            )
        if self.open and not self.seen and not self.usual:
            raise UsageError(
                _(
                    "The amounts in column {column!r} are ambiguous ({example}): use --decimal . or "
                    "--decimal ,"
                ).format(column=self.column, example=self.open)
            )
        return next(iter(self.seen), self.usual or ".")


def unit_named(header: str) -> str:
    """The unit that a header names for all amounts under it: 万 of `金额（万元）`."""
    match = _UNIT.search(header)
    return match[1] if match else ""


def read_amount(cell: str, decimal: str) -> tuple[int, str | None]:
    """(hundredths, currency or None) of an amount whose decimal sign is known: `$22,700.00`, `342.09K`, `1.234,56 €`, `12万`,
    `(500)`. More than two decimals are rounded to the even hundredth. Raises UsageError.
    """
    if decimal == "." and (plain := _PLAIN.fullmatch(cell)):
        return int(plain[1] + (plain[2] or "").ljust(2, "0")), None
    text, currency = split_currency(unicodedata.normalize("NFKC", cell).strip())
    negative = _BELOW_ZERO.fullmatch(text)
    if negative:
        text = next(part for part in negative.groups() if part).strip()
    if _SHORTENED.fullmatch(text):
        raise UsageError(
            _("{cell!r} was shortened by a spreadsheet: its digits are lost").format(cell=cell)
        )
    text = _SPACES.sub("", text)
    if decimal == ",":
        text = text.replace(".", "").replace(",", ".")
    amount, inner = parse_amount(text)
    cents = in_cents(amount, cell)
    return (-cents if negative else cents), currency or inner
