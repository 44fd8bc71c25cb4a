"""What the lines of a quote come to: the field's vectors, and sums that always agree."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.errors import UsageError
from salesmap.core.figures.rounding import MILLION
from salesmap.core.money import LARGEST_CENTS
from salesmap.domain.quote.totals import (
    OrderTerms,
    PricedLine,
    QuoteTotals,
    totals,
)
from salesmap.domain.quote.vocabulary import LINE_KINDS


def cents(amount: str) -> int:
    return int(Decimal(amount) * 100)


def line(price: str, qty: str = "1", tax: str = "0", position: int = 1, **rest: Any) -> PricedLine:
    return PricedLine(
        position=position,
        qty_micros=int(Decimal(qty) * MILLION),
        price_cents=cents(price),
        tax_ppm=int(Decimal(tax) * 10_000),
        **rest,
    )


def sums(found: QuoteTotals) -> tuple[str, str, str]:
    return tuple(f"{Decimal(each) / 100:.2f}" for each in (found.net, found.tax, found.total))  # type: ignore[return-value]


EXCLUSIVE, INCLUSIVE = OrderTerms(), OrderTerms(tax_included=True)


def test_a_line_discount_is_rounded_before_the_tax() -> None:
    found = totals([line("348.35", "16", "22", discount_ppm=40_000)], EXCLUSIVE)
    assert sums(found) == ("5350.66", "1177.15", "6527.81")
    assert found.lines[0].discount == 22_294
    assert found.list_total == 557_360


def test_tax_is_computed_once_per_rate() -> None:
    found = totals([line("55.55", tax="23"), line("11.11", tax="23", position=2)], EXCLUSIVE)
    assert found.tax == 1533
    assert [each.tax for each in found.lines] == [1278, 255]
    assert [(each.tax_ppm, each.net, each.tax) for each in found.rates] == [(230_000, 6666, 1533)]


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        ([line("3.60", "1", "5.5")], 380),
        ([line("3.60", "10", "5.5")], 3798),
        ([line("3.60", "1", "5.5", position=n) for n in range(1, 11)], 3798),
    ],
)
def test_ten_lines_of_one_are_one_line_of_ten(lines: list[PricedLine], total: int) -> None:
    assert totals(lines, EXCLUSIVE).total == total


def test_a_price_with_tax_stays_what_it_is() -> None:
    assert sums(totals([line("2500", tax="8")], INCLUSIVE)) == ("2314.81", "185.19", "2500.00")


def test_tax_inclusive_lines_add_up_to_the_totals() -> None:
    found = totals([line("100", tax="13", position=n) for n in (1, 2, 3)], INCLUSIVE)
    assert [(each.net, each.tax, each.gross) for each in found.lines] == [(8850, 1150, 10_000)] * 3
    assert sums(found) == ("265.50", "34.50", "300.00")


@pytest.mark.parametrize("terms", [EXCLUSIVE, INCLUSIVE])
def test_two_discounts_that_are_each_allowed_go_below_the_floor(terms: OrderTerms) -> None:
    piece = line("1280", "10", "13", list_price_cents=128_000, floor_cents=105_000, code="CT")
    one = totals([piece._replace(discount_ppm=100_000)], terms)
    assert one.lines[0].effective_price == 115_200
    assert not one.below_floor
    both = totals([piece._replace(discount_ppm=100_000)], terms._replace(discount_ppm=100_000))
    assert both.lines[0].effective_price == 103_680
    assert both.below_floor
    assert both.discount_rate == Fraction(19, 100)


@pytest.mark.parametrize(
    ("prices", "shares"),
    [(["33.33", "33.33", "33.34"], [333, 333, 334]), (["10", "10", "10"], [334, 333, 333])],
)
def test_the_order_discount_is_split_to_the_cent(prices: list[str], shares: list[int]) -> None:
    found = totals([line(each) for each in prices], EXCLUSIVE._replace(discount_cents=1000))
    assert [each.order_discount for each in found.lines] == shares


def test_an_order_discount_over_two_rates() -> None:
    found = totals(
        [line("19.99", "3", "13"), line("100", tax="6", position=2)],
        EXCLUSIVE._replace(discount_ppm=50_000),
    )
    assert (found.subtotal, found.discount, found.total) == (15_997, 800, 16_508)
    assert [each.order_discount for each in found.lines] == [300, 500]
    assert [each.tax for each in found.lines] == [741, 570]
    assert [each.net for each in found.lines] == [5697, 9500]


def test_percentages_follow_one_another_and_an_amount_comes_last() -> None:
    two = totals([line("200", discount_ppm=100_000)], EXCLUSIVE._replace(discount_ppm=50_000))
    assert two.total == 17_100
    mixed = totals([line("200", discount_ppm=100_000, discount_cents=500)], EXCLUSIVE)
    assert mixed.total == 17_500
    assert mixed.lines[0].discount == 2500


def test_rounding_comes_after_tax_and_counts_in_the_effective_price() -> None:
    piece = line("348.35", "16", "22", discount_ppm=40_000, list_price_cents=34_835)
    found = totals([piece], EXCLUSIVE._replace(round_to_cents=10_000))
    assert (found.net, found.tax, found.rounding, found.total) == (535_066, 117_715, -2781, 650_000)
    assert found.lines[0].effective_price == Fraction(535_066, 16) * Fraction(650_000, 652_781)
    assert found.lines[0].gross == 652_781
    assert found.discount_rate == 1 - Fraction(535_066 * 650_000, 652_781 * 557_360)
    assert found.charged == 532_786


def test_a_floor_is_compared_exactly_not_as_shown() -> None:
    """33.333… is shown as 33.33, and is above that floor."""
    thirds = line("100", "3", code="A")._replace(price_cents=3333)
    assert not totals([thirds._replace(floor_cents=3333)], EXCLUSIVE).below_floor
    discounted = line("33.34", "3", discount_cents=2, floor_cents=3334)
    found = totals([discounted], EXCLUSIVE)
    assert found.lines[0].effective_price == Fraction(10_000, 3)
    assert found.below_floor
    assert not totals([discounted._replace(floor_cents=3333)], EXCLUSIVE).below_floor


def test_the_largest_discount_of_a_product_is_a_floor_too() -> None:
    piece = line("90", list_price_cents=10_000, max_discount_ppm=100_000)
    assert not totals([piece], EXCLUSIVE).below_floor
    assert totals([piece], EXCLUSIVE._replace(discount_cents=1)).below_floor
    assert totals([piece._replace(floor_cents=9_001)], EXCLUSIVE).below_floor
    assert not totals([piece._replace(list_price_cents=None)], EXCLUSIVE).below_floor


def test_free_units_are_pooled_with_those_paid() -> None:
    paid = line("1280", "9", list_price_cents=128_000, floor_cents=120_000, code="CT")
    free = paid._replace(kind="free", qty_micros=MILLION, position=2)
    found = totals([paid, free, line("5", position=3)], EXCLUSIVE)
    assert [each.effective_price for each in found.lines] == [115_200, 115_200, 500]
    assert [each.below_floor for each in found.lines] == [True, True, False]
    assert found.total == 9 * 128_000 + 500
    assert found.list_total == 10 * 128_000 + 500


def test_lines_of_different_codes_and_of_none_are_not_pooled() -> None:
    found = totals(
        [line("10"), line("20", position=2), line("30", code="A"), line("40", code="B")], EXCLUSIVE
    )
    assert [each.effective_price for each in found.lines] == [1000, 2000, 3000, 4000]


@pytest.mark.parametrize("kind", ["option", "alternative"])
def test_options_count_when_chosen(kind: str) -> None:
    lines = [
        line("1000", tax="13"),
        line("300", tax="13", kind=kind, list_price_cents=40_000, position=2),
    ]
    without = totals(lines, EXCLUSIVE)
    assert (without.total, without.list_total) == (113_000, 100_000)
    assert not without.lines[1].counts
    assert without.lines[1].gross == 33_900
    chosen = totals([lines[0], lines[1]._replace(chosen=True)], EXCLUSIVE)
    assert (chosen.total, chosen.list_total) == (146_900, 140_000)


@pytest.mark.parametrize(
    ("kind", "chosen", "price", "is_priced"),
    [
        ("item", False, 0, True), ("item", False, None, False), ("free", False, 5, True),
        ("option", False, 5, False), ("option", True, 5, True), ("alternative", True, 5, True),
        ("text", False, None, False), ("text", True, 5, False),
    ],
)  # fmt: skip
def test_a_priced_line_counts_and_has_a_price(
    kind: str, chosen: bool, price: int | None, is_priced: bool
) -> None:
    assert PricedLine(1, kind, chosen, price_cents=price).is_priced is is_priced


def test_an_option_below_its_floor_is_seen_before_it_is_chosen() -> None:
    option = line("100", kind="option", floor_cents=9_500)
    assert not totals([option], EXCLUSIVE).below_floor
    assert totals([option], EXCLUSIVE._replace(discount_ppm=60_000)).below_floor


def test_texts_cost_nothing_whatever_stands_in_them() -> None:
    found = totals([line("100", kind="text", floor_cents=1, chosen=True)], EXCLUSIVE)
    assert (found.total, found.list_total, found.below_floor) == (0, 0, False)


def test_no_lines_come_to_nothing() -> None:
    found = totals([], EXCLUSIVE._replace(round_to_cents=10_000, discount_ppm=MILLION))
    assert (found.total, found.discount_rate, found.rates) == (0, 0, [])


@pytest.mark.parametrize(
    ("lines", "terms", "code"),
    [
        ([line("10")], EXCLUSIVE._replace(discount_cents=1001), "discount_too_large"),
        ([line("10", discount_cents=1001)], EXCLUSIVE, "discount_too_large"),
        ([line("10", discount_ppm=500_000, discount_cents=501)], EXCLUSIVE, "discount_too_large"),
        ([line("10")], EXCLUSIVE._replace(round_to_cents=10_000), "rounded_to_nothing"),
        ([line("999999999999999", "2")], EXCLUSIVE, "total_too_large"),
        ([line("999999999999999", tax="13")], EXCLUSIVE, "total_too_large"),
        ([line("1", "2", list_price_cents=LARGEST_CENTS)], EXCLUSIVE, "total_too_large"),
        ([line("999999999999999", "2", kind="option")], EXCLUSIVE, "total_too_large"),
    ],
)
def test_what_makes_no_sense_is_refused(
    lines: list[PricedLine], terms: OrderTerms, code: str
) -> None:
    with pytest.raises(UsageError) as error:
        totals(lines, terms)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("terms", "figures"),
    [
        (OrderTerms(discount_ppm=30_000, unit=100), ("419", "40", "459")),
        (OrderTerms(tax_included=True, discount_ppm=30_000, unit=100), ("383", "36", "419")),
    ],
)
def test_every_figure_is_whole_where_a_currency_has_no_cents(
    terms: OrderTerms, figures: tuple[str, str, str]
) -> None:
    found = totals([line("333", "1", "10"), line("33", "3", "8")], terms)
    assert tuple(each.removesuffix(".00") for each in sums(found)) == figures
    for each in found.lines:
        shown = (each.amount, each.order_discount, each.net, each.tax, each.gross)
        assert not any(cents % 100 for cents in shown)


def test_half_a_cent_given_away_leaves_nothing() -> None:
    found = totals([line("0.01", "0.5", discount_ppm=MILLION)], EXCLUSIVE)
    assert (found.total, found.lines[0].discount) == (0, 1)


def test_a_discount_too_large_names_its_line() -> None:
    with pytest.raises(UsageError, match=r"10\.01 on line 7 .* 10\b") as error:
        totals([line("10", discount_cents=1001, position=7)], EXCLUSIVE)
    assert error.value.data == {"discount": 10.01, "amount": 10, "line": 7}


LINES = st.lists(
    st.builds(
        PricedLine,
        position=st.integers(1, 99),
        kind=st.sampled_from(LINE_KINDS),
        chosen=st.booleans(),
        code=st.sampled_from([None, "A", "B"]),
        qty_micros=st.integers(1, 10**9),
        list_price_cents=st.none() | st.integers(0, 10**7),
        price_cents=st.integers(0, 10**7),
        discount_ppm=st.none() | st.integers(0, MILLION),
        discount_cents=st.none(),
        tax_ppm=st.sampled_from([0, 60_000, 130_000, 55_000]),
        floor_cents=st.none() | st.integers(0, 10**7),
        max_discount_ppm=st.none() | st.integers(0, MILLION),
    ),
    max_size=8,
)
TERMS = st.builds(
    OrderTerms,
    tax_included=st.booleans(),
    discount_ppm=st.none() | st.integers(0, MILLION),
    discount_cents=st.none(),
    round_to_cents=st.none(),
    unit=st.just(1),
)


@given(LINES, TERMS)
def test_every_column_adds_up(lines: list[PricedLine], terms: OrderTerms) -> None:
    found = totals(lines, terms)
    counted = [each for each in found.lines if each.counts]
    assert sum(each.amount for each in counted) == found.subtotal
    assert sum(each.order_discount for each in counted) == found.discount
    assert sum(each.net for each in counted) == found.net == sum(r.net for r in found.rates)
    assert sum(each.tax for each in counted) == found.tax == sum(r.tax for r in found.rates)
    assert found.net + found.tax + found.rounding == found.total
    assert found.subtotal - found.discount == (found.total if terms.tax_included else found.net)
    for each in found.lines:
        assert each.net + each.tax == each.gross
        assert min(each) >= 0


@given(LINES, TERMS, st.integers(1, 10**6))
def test_rounding_leaves_the_largest_multiple(
    lines: list[PricedLine], terms: OrderTerms, multiple: int
) -> None:
    exact = totals(lines, terms)
    if 0 < exact.total < multiple:
        return
    found = totals(lines, terms._replace(round_to_cents=multiple))
    assert found.total % multiple == 0
    assert 0 <= -found.rounding < multiple
    assert (found.net, found.tax) == (exact.net, exact.tax)
    for before, after in zip(exact.lines, found.lines, strict=True):
        assert after.effective_price <= before.effective_price


@given(LINES, TERMS)
def test_effective_prices_times_units_are_what_is_paid(
    lines: list[PricedLine], terms: OrderTerms
) -> None:
    found = totals(lines, terms._replace(round_to_cents=1))
    paid = sum(
        each.effective_price * given.qty_micros / MILLION
        for each, given in zip(found.lines, lines, strict=True)
        if each.counts
    )
    assert paid == found.subtotal - found.discount


def recomputed(
    lines: list[PricedLine], rate: Decimal, discount: Decimal, included: bool
) -> Decimal:
    """The total of lines of one rate, in decimals and by another way."""
    cent, subtotal = Decimal("0.01"), Decimal(0)
    for each in lines:
        whole = Decimal(each.qty_micros) / MILLION * Decimal(each.price_cents or 0) / 100
        off = whole * Decimal(each.discount_ppm or 0) / MILLION
        subtotal += max(
            (whole - off.quantize(cent, ROUND_HALF_UP)).quantize(cent, ROUND_HALF_UP), Decimal(0)
        )
    base = subtotal - (subtotal * discount).quantize(cent, ROUND_HALF_UP)
    return base if included else base + (base * rate).quantize(cent, ROUND_HALF_UP)


@given(
    st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 10**7), st.integers(0, MILLION))),
    st.integers(0, 100),
    st.booleans(),
)
def test_totals_agree_with_decimals(
    figures: list[tuple[int, int, int]], discount: int, included: bool
) -> None:
    lines = [
        PricedLine(1, qty_micros=qty, price_cents=price, discount_ppm=off, tax_ppm=130_000)
        for qty, price, off in figures
    ]
    found = totals(lines, OrderTerms(included, discount * 10_000))
    expected = recomputed(lines, Decimal("0.13"), Decimal(discount) / 100, included)
    assert Decimal(found.total) / 100 == expected
