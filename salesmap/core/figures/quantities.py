"""Quantities as people type them, in whole millionths."""

from decimal import Decimal

from salesmap.core.errors import UnreadableAmount
from salesmap.core.figures.errors import (
    QuantityTooLarge,
    QuantityTooPrecise,
    UnknownCurrency,
    UnreadableQuantity,
)
from salesmap.core.figures.rounding import MILLION
from salesmap.core.money import parse_amount

LARGEST_QUANTITY = 10**9 * MILLION


def parse_quantity(text: str) -> int:
    """Read `2`, `2.5`, `1,000`, `1.2万`. Return millionths.

    Raises UnreadableQuantity (also for zero, less, and money), QuantityTooPrecise,
    QuantityTooLarge.
    """
    try:
        number, currency = parse_amount(text)
    except (UnreadableAmount, UnknownCurrency):
        raise UnreadableQuantity(text) from None
    if currency or not number:
        raise UnreadableQuantity(text)
    micros = number * MILLION
    if micros > LARGEST_QUANTITY:
        raise QuantityTooLarge(text)
    if micros != int(micros):
        raise QuantityTooPrecise(text)
    return int(micros)


def quantity_text(micros: int) -> str:
    """Return a quantity without needless zeros: 2500000 is `2.5`."""
    digits = f"{Decimal(micros) / MILLION:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
