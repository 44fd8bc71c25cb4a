"""Rounding to whole units, and splits that add up."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

MILLION = 1_000_000
"""How many millionths are one: the unit of quantities and percentages."""


def half_up(value: Fraction | Decimal | int) -> int:
    """Return the nearest whole number; of two equally near, the one farther from zero."""
    exact = abs(Fraction(value))
    rounded = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    return rounded if value >= 0 else -rounded


def share(amount: int, ppm: int) -> int:
    """Return so many millionths of an amount, rounded half up."""
    return half_up(Fraction(amount * ppm, MILLION))


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Return whole parts of `total` in proportion to the weights; the parts add up to it.

    By largest remainder; of equal remainders the earlier gets the unit that is left. A part whose
    weight is 0 gets nothing. Raises ValueError where there is something to split and no weight.
    """
    whole = sum(weights)
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    if not whole:
        if total:
            raise ValueError("nothing to split over")
        return [0] * len(weights)
    parts, remainders = zip(
        *(divmod(abs(total) * weight, whole) for weight in weights), strict=True
    )
    shares = list(parts)
    left = abs(total) - sum(shares)
    for index in sorted(range(len(shares)), key=lambda index: -remainders[index])[:left]:
        shares[index] += 1
    return shares if total >= 0 else [-each for each in shares]
