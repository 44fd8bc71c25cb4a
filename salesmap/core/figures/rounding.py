"""Rounding to whole units, and splits that add up."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

MILLION = 1_000_000
"""How many millionths are one: the unit of quantities and percentages."""


def half_up(value: Fraction | Decimal | int, unit: int = 1) -> int:
    """Return the nearest multiple of a unit; of two equally near, the one farther from zero."""
    exact = abs(Fraction(value)) / unit
    rounded = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator) * unit
    return rounded if value >= 0 else -rounded


def share(amount: int, ppm: int, unit: int = 1) -> int:
    """Return so many millionths of an amount, rounded half up to a multiple of a unit."""
    return half_up(Fraction(amount * ppm, MILLION), unit)


def split(total: int, weights: Sequence[int], unit: int = 1) -> list[int]:
    """Return parts of `total` in proportion to the weights; the parts add up to it.

    The total and its parts are multiples of `unit`. By largest remainder; of equal remainders the
    earlier gets the unit that is left. A part whose weight is 0 gets nothing. Raises ValueError
    where there is something to split and no weight.
    """
    whole = sum(weights)
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    if not whole:
        if total:
            raise ValueError("nothing to split over")
        return [0] * len(weights)
    parts, remainders = zip(
        *(divmod(abs(total) // unit * weight, whole) for weight in weights), strict=True
    )
    shares = list(parts)
    left = abs(total) // unit - sum(shares)
    for index in sorted(range(len(shares)), key=lambda index: -remainders[index])[:left]:
        shares[index] += 1
    return [each * unit if total >= 0 else -each * unit for each in shares]
