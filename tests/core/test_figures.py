"""Exact figures of papers: rounding, splits, percentages, discounts, quantities, capitals, hashes."""

from collections import OrderedDict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.content_hash import content_hash
from salesmap.core.errors import SalesmapError, UsageError
from salesmap.core.figures.capitals import capitals
from salesmap.core.figures.percentages import (
    Discount,
    parse_discount,
    parse_percent,
    percent_text,
)
from salesmap.core.figures.quantities import parse_quantity, quantity_text
from salesmap.core.figures.rounding import half_up, share, split
from salesmap.core.money import LARGEST_CENTS

AMOUNTS = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("amount", "cents"),
    [("2.675", 268), ("2.665", 267), ("1.005", 101), ("-2.675", -268), ("0.004", 0), ("-0.004", 0), ("0.005", 1), ("-0.005", -1), ("3", 300)],
)  # fmt: skip
def test_halves_are_rounded_away_from_zero(amount: str, cents: int) -> None:
    assert half_up(Decimal(amount) * 100) == cents
    assert half_up(Fraction(amount) * 100) == cents


@given(st.fractions(max_denominator=10**6))
def test_rounding_is_nearest_and_odd(value: Fraction) -> None:
    rounded = half_up(value)
    assert abs(rounded - value) <= Fraction(1, 2)
    assert half_up(-value) == -rounded


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (1000, [3333, 3333, 3334], [333, 333, 334]),
        (1000, [1000, 1000, 1000], [334, 333, 333]),
        (800, [5997, 10000], [300, 500]),
        (-1000, [1000, 1000, 1000], [-334, -333, -333]),
        (2, [1, 1, 1], [1, 1, 0]),
        (5, [0, 1], [0, 5]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
    ],
)
def test_splits(total: int, weights: list[int], parts: list[int]) -> None:
    assert split(total, weights) == parts


@given(AMOUNTS, st.lists(st.integers(0, 10**12), min_size=1, max_size=12))
def test_parts_add_up_and_stay_within_a_unit_of_their_share(total: int, weights: list[int]) -> None:
    if not sum(weights):
        weights = [1, *weights]
    parts = split(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
        assert weight or not part
    if 0 <= total <= sum(weights):
        assert all(part <= weight for part, weight in zip(parts, weights, strict=True))


def test_nothing_is_split_over_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        split(1, [0, 0])
    with pytest.raises(ValueError, match="negative"):
        split(1, [2, -1])


def test_a_share_is_rounded_half_up() -> None:
    assert share(15997, 50_000) == 800
    assert share(-15990, 50_000) == -800


@pytest.mark.parametrize(
    ("text", "ppm"),
    [("13%", 130_000), ("13", 130_000), ("13.00%", 130_000), ("33.334 %", 333_340), ("１３％", 130_000), ("0", 0), ("0%", 0), ("0.13%", 1_300), ("100", 1_000_000), (".5%", 5_000), ("5.5%", 55_000), ("1", 10_000)],
)  # fmt: skip
def test_percentages(text: str, ppm: int) -> None:
    assert parse_percent(text) == ppm


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "unreadable_percentage"), ("-13%", "unreadable_percentage"), ("13%%", "unreadable_percentage"), ("¥13", "unreadable_percentage"), ("1e1", "unreadable_percentage"), ("NaN", "unreadable_percentage"),
     ("0.13", "ambiguous_percentage"), ("100.01%", "percentage_out_of_bounds"), ("1000", "percentage_out_of_bounds"), ("99999999999999999999999999999999", "percentage_out_of_bounds"), ("13.00001%", "percentage_too_precise")],
)  # fmt: skip
def test_percentages_refused(text: str, code: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_percent(text)
    assert error.value.code == code


def test_both_readings_of_a_fraction_are_named() -> None:
    with pytest.raises(UsageError, match=r"0\.13% or 13%"):
        parse_percent("0.13")


@given(st.integers(0, 1_000_000))
def test_a_percentage_reads_back(ppm: int) -> None:
    assert parse_percent(percent_text(ppm)) == ppm


@pytest.mark.parametrize(
    ("text", "discount"),
    [
        ("10%", Discount(ppm=100_000)),
        ("500", Discount(cents=50_000)),
        ("500.50", Discount(cents=50_050)),
        ("¥500", Discount(cents=50_000, currency="CNY")),
        ("9折", Discount(ppm=100_000)),
        ("9.5折", Discount(ppm=50_000)),
        ("95折", Discount(ppm=50_000)),
        ("打8折", Discount(ppm=200_000)),
        ("八五折", Discount(ppm=150_000)),
        ("九折", Discount(ppm=100_000)),
        ("九点五折", Discount(ppm=50_000)),
        ("半价", Discount(ppm=500_000)),
        ("0", Discount(cents=0)),
        ("100%", Discount(ppm=1_000_000)),
    ],
)
def test_discounts(text: str, discount: Discount) -> None:
    assert parse_discount(text) == discount


@pytest.mark.parametrize(
    "text",
    ["", "-5%", "-500", "ten", "10折", "0折", "05折", "85.5折", "十折", "110%", "折", "1.005"],
)
def test_discounts_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_discount(text)


@pytest.mark.parametrize(
    ("text", "micros"),
    [("2", 2_000_000), ("2.5", 2_500_000), ("1,000", 10**9), ("1.2万", 12_000 * 10**6), ("0.000001", 1), ("２", 2_000_000)],
)  # fmt: skip
def test_quantities(text: str, micros: int) -> None:
    assert parse_quantity(text) == micros


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "0.0", "¥2", "two", "0.0000001", "1000000001", "9" * 40, "1e3"]
)
def test_quantities_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_quantity(text)


@given(st.integers(1, 10**15))
def test_a_quantity_reads_back(micros: int) -> None:
    assert parse_quantity(quantity_text(micros)) == micros


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (140_950, "壹仟肆佰零玖元伍角"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元零叁角贰分"),
        (10_700_053, "壹拾万柒仟元零伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (10_000, "壹佰元整"),
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角"),
        (55, "伍角伍分"),
        (1_000, "壹拾元整"),
        (1_005, "壹拾元零伍分"),
        (-10_000, "负壹佰元整"),
        (100_000_00, "壹拾万元整"),
        (100_005_00, "壹拾万零伍元整"),
        (10_0005_0000_00, "壹拾亿零伍万元整"),
        (1_0001_0001_00, "壹亿零壹万零壹元整"),
        (1_0000_0000_0000_00, "壹万亿元整"),
        (1_0001_0000_0000_00, "壹万零壹亿元整"),
        (1234_5678_9012_34, "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分"),
        (LARGEST_CENTS, "壹仟万亿元整"),
    ],
)
def test_capitals(cents: int, text: str) -> None:
    assert capitals(cents) == text


DIGITS = {digit: number for number, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read_capitals(text: str) -> int:
    """An independent reading of capitals, in hundredths."""
    whole, parted, rest = text.rpartition("元")
    cents, digit = 0, 0
    for character in (rest if parted else text).replace("整", ""):
        if character in DIGITS:
            digit = DIGITS[character]
        else:
            cents += digit * {"角": 10, "分": 1}[character]
            digit = 0
    total = group = digit = 0
    for character in whole:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in UNITS:
            group += digit * UNITS[character]
            digit = 0
        else:
            scale = {"万": 10**4, "亿": 10**8}[character]
            total, group, digit = (
                (total + group + digit) * scale
                if scale == 10**8
                else total + (group + digit) * scale,
                0,
                0,
            )
    return (total + group + digit) * 100 + cents  # fmt: skip


@given(st.integers(1, LARGEST_CENTS))
def test_capitals_read_back(cents: int) -> None:
    text = capitals(cents)
    assert read_capitals(text) == cents
    assert "零零" not in text
    assert text.endswith(("整", "角", "分"))


def test_content_hash_knows_content_from_order() -> None:
    one = {"lines": [{"code": "A", "qty": 2}], "on": date(2026, 11, 26), "note": None}
    same = OrderedDict(on=date(2026, 11, 26), lines=({"qty": 2, "code": "A"},))
    assert content_hash(one) == content_hash(same)
    assert content_hash([1, 2]) != content_hash([2, 1])
    assert content_hash({"a": 1}) != content_hash({"a": "1"})
    assert content_hash(["ab"]) != content_hash(["a", "b"])


def test_content_hash_is_that_of_compact_sorted_json() -> None:
    """It never changes: approvals given under it must still hold after an update."""
    assert (
        content_hash({"b": [1, None], "a": "报价"})
        == sha256('{"a":"报价","b":[1,null]}'.encode()).hexdigest()
    )


def test_content_hash_refuses_what_is_not_stable() -> None:
    for value in (1.5, {1: 2}, {"a": {1, 2}}, object()):
        with pytest.raises(TypeError):
            content_hash(value)


def test_errors_name_their_facts() -> None:
    with pytest.raises(SalesmapError) as error:
        parse_percent("101%")
    assert error.value.data == {"text": "101%", "most": "100%"}
