"""Percentages and discounts as people type them, in whole millionths: 13 % is 130000."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from salesmap.core.errors import UnreadableAmount
from salesmap.core.figures.errors import (
    AmbiguousPercentage,
    PercentageOutOfBounds,
    PercentageTooPrecise,
    UnreadableDiscount,
    UnreadablePercentage,
)
from salesmap.core.figures.rounding import MILLION
from salesmap.core.money import parse_money

_PERCENT = MILLION // 100
_NUMBER = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*(%?)")
_OFF = re.compile(
    r"打?\s*(\d{1,2}(?:\.\d+)?|[一二三四五六七八九](?:点?[一二三四五六七八九])?)\s*折"
)
_DIGITS_ZH = {digit: str(number) for number, digit in enumerate("一二三四五六七八九", 1)}


class Discount(NamedTuple):
    """A discount as it was typed: a percentage, or an amount and its currency if one was named."""

    ppm: int | None = None
    cents: int | None = None
    currency: str | None = None


def parse_percent(text: str, *, most: int = MILLION) -> int:
    """Read `13%`, `13`, `33.334%`. Return millionths.

    Raises UnreadablePercentage, AmbiguousPercentage (`0.13` without a sign),
    PercentageTooPrecise, PercentageOutOfBounds (above `most`).
    """
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        raise UnreadablePercentage(text)
    number = Decimal(match[1])
    if not match[2] and 0 < number < 1:
        raise AmbiguousPercentage(text, (_text(number), _text(number * 100)))
    return _in_millionths(number, text, most)


def parse_discount(text: str) -> Discount:
    """Read `10%`, an amount such as `500` or `¥500`, or what is left to pay: `9折`, `八五折`.

    Raises UnreadableDiscount, PercentageTooPrecise, PercentageOutOfBounds, AmountTooPrecise,
    AmountTooLarge.
    """
    body = unicodedata.normalize("NFKC", text).strip()
    if body.endswith("%"):
        return Discount(ppm=parse_percent(text))
    if body == "半价":
        return Discount(ppm=MILLION // 2)
    if body.endswith("折"):
        return Discount(ppm=_left_to_pay(body, text))
    try:
        cents, currency = parse_money(text)
    except UnreadableAmount:
        raise UnreadableDiscount(text) from None
    return Discount(cents=cents, currency=currency)


def percent_text(ppm: int) -> str:
    """Return millionths as a percentage without needless zeros: 130000 is `13%`."""
    return _text(Decimal(ppm) / _PERCENT)


def _left_to_pay(body: str, text: str) -> int:
    """Return the discount where a tenth (9折) or a hundredth (85折) is what is left to pay."""
    match = _OFF.fullmatch(body)
    if not match:
        raise UnreadableDiscount(text)
    digits = "".join(_DIGITS_ZH.get(each, each) for each in match[1]).replace("点", ".")
    whole, _dot, decimals = digits.partition(".")
    # 八五折 and 85折 are hundredths; 10折 reads two ways, 85.5折 none that people use.
    if len(whole) == 2 and (decimals or whole[0] == "0" or whole == "10"):
        raise UnreadableDiscount(text)
    paid = Decimal(digits) * (1 if len(whole) == 2 else 10)
    if not paid:
        raise UnreadableDiscount(text)
    return _in_millionths(100 - paid, text, MILLION)


def _in_millionths(percent: Decimal, text: str, most: int) -> int:
    ppm = percent * _PERCENT
    if ppm > most:
        raise PercentageOutOfBounds(text, percent_text(most))
    if ppm != int(ppm):
        raise PercentageTooPrecise(text)
    return int(ppm)


def _text(percent: Decimal) -> str:
    digits = f"{percent:f}"
    return f"{digits.rstrip('0').rstrip('.') if '.' in digits else digits}%"
