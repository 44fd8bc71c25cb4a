"""Amounts as people type them, stored as whole hundredths of a currency unit."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from salesmap.core.errors import AmountTooLarge, AmountTooPrecise, UnreadableAmount
from salesmap.core.figures.currencies import SYMBOLS, check_currency, check_unit

LARGEST_CENTS = 10**17

_SCALES = {
    "": 1,
    "k": 1_000,
    "m": 1_000_000,
    "千": 1_000,
    "万": 10_000,
    "萬": 10_000,
    "亿": 10**8,
    "億": 10**8,
}
_CODE = re.compile(r"[A-Z]{3}")
_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d+))?\s*([kKmM千万萬亿億]?)")


def parse_money(text: str) -> tuple[int, str | None]:
    """Read `12000`, `12,000.50`, `12k`, `1.2万`, `¥12,000`, `$12k`, `12000 EUR`.

    Return (hundredths, ISO currency code or None when none was written).
    Raises UnreadableAmount, UnknownCurrency, AmountTooPrecise, NoSuchDecimals, AmountTooLarge.
    """
    amount, currency = parse_amount(text)
    cents = amount * 100
    if cents != int(cents):
        raise AmountTooPrecise(text)
    if currency:
        check_unit(int(cents), currency)
    return in_cents(amount, text), currency


def parse_amount(text: str) -> tuple[Decimal, str | None]:
    """Return the exact amount, and its currency if one was written.

    Raises UnreadableAmount, UnknownCurrency.
    """
    body, currency = split_currency(unicodedata.normalize("NFKC", text).strip())
    match = _AMOUNT.fullmatch(body)
    if not match or not (match[1] or match[2]):
        raise UnreadableAmount(text)
    if currency:
        check_currency(currency)
    digits = f"{(match[1] or '0').replace(',', '')}.{match[2] or '0'}"
    return Decimal(digits) * _SCALES[match[3].lower()], currency


def in_cents(amount: Decimal, text: str) -> int:
    """Return the amount in whole hundredths, rounded half up. Raises AmountTooLarge."""
    cents = (amount * 100).to_integral_value(ROUND_HALF_UP)
    if abs(cents) > LARGEST_CENTS:
        raise AmountTooLarge(text)
    return int(cents)


def money_text(cents: int) -> str:
    """Return an amount with thousands separators, and two decimals unless it is whole."""
    return f"{Decimal(cents) / 100:,.2f}".removesuffix(".00")


def split_currency(text: str) -> tuple[str, str | None]:
    """Return an amount without its currency symbol or code, and the code that it means.

    Any three capitals are taken for a code: whether there is such a currency is not looked at.
    """
    for symbol, code in SYMBOLS.items():
        if text.startswith(symbol):
            return text[len(symbol) :].strip(), code
        if text.endswith(symbol):
            return text[: -len(symbol)].strip(), code
    for code, rest in ((text[:3], text[3:]), (text[-3:], text[:-3])):
        if _CODE.fullmatch(code):
            return rest.strip(), code
    return text, None


def parse_rate(text: str) -> int:
    """Return a rate in millionths. Raises UnreadableAmount, AmountTooLarge."""
    amount, _currency = parse_amount(text)
    micros = int((amount * 1_000_000).to_integral_value(ROUND_HALF_UP))
    if not 0 < micros < LARGEST_CENTS:
        raise UnreadableAmount(text)
    return micros
