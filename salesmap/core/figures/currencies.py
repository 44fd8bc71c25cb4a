"""The currencies that exist, by their ISO 4217 codes, and how fine an amount of each can be."""

from functools import cache
from pathlib import Path

from salesmap.core.figures.errors import NoSuchDecimals, UnknownCurrency

SYMBOLS = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "CN¥": "CNY", "RMB": "CNY", "R$": "BRL", "A$": "AUD",
    "C$": "CAD", "S$": "SGD", "$": "USD", "¥": "CNY", "元": "CNY", "€": "EUR", "£": "GBP",
    "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₫": "VND", "₱": "PHP", "฿": "THB",
    "zł": "PLN",
}  # fmt: skip
"""What stands for a currency beside an amount, the longer before the shorter."""

_FILE = Path(__file__).with_name("currencies.txt")
_NEAREST = 3


@cache
def decimals() -> dict[str, int]:
    """Return how many decimals an amount has, by the code of its currency."""
    lines = (line.split() for line in _FILE.read_text(encoding="ascii").splitlines())
    return {code: int(digits) for digits, *codes in lines if digits != "#" for code in codes}


def is_currency(code: str) -> bool:
    """Return whether this is the code of a currency, in capitals."""
    return code in decimals()


def check_currency(code: str) -> str:
    """Return the code of a currency in capitals. Raises UnknownCurrency."""
    upper = code.strip().upper()
    if upper not in decimals():
        from difflib import get_close_matches

        meant = SYMBOLS.get(upper)
        near = [meant] if meant else get_close_matches(upper, sorted(decimals()), _NEAREST)
        raise UnknownCurrency(code, near)
    return upper


def smallest_unit(code: str) -> int:
    """Return the smallest amount of a currency in hundredths: 100 of JPY, which has no cents.

    Never less than 1: what is finer is not kept.
    """
    return 100 if decimals().get(code) == 0 else 1


def check_unit(cents: int | None, code: str) -> None:
    """Check that an amount is whole where its currency has no cents. Raises NoSuchDecimals."""
    if cents is not None and cents % smallest_unit(code):
        raise NoSuchDecimals(cents, code)
