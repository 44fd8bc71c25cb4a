"""Which price of a product holds for a buyer, and why the others do not."""

from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.figures.rounding import MILLION
from salesmap.domain.product.prices import LEVELS, WHY, Buyer, PriceRow, explained, holds, ranked

BUYER = Buyer("2026-11-26", 10 * MILLION, customer_id=1, list_key="dealers", tier="A")
OWN = PriceRow(0, 1280)


def best(*prices: PriceRow, buyer: Buyer = BUYER) -> int:
    return ranked([OWN, *prices], buyer)[0].id


def test_the_customer_comes_before_the_list_the_tier_and_the_product() -> None:
    customer, of_list = PriceRow(1, 9, customer_id=1), PriceRow(2, 8, list_key="dealers")
    tier, product = PriceRow(3, 7, tier="A"), PriceRow(4, 6, min_qty_micros=MILLION)
    assert best(customer, of_list, tier, product) == 1
    assert best(of_list, tier, product) == 2
    assert best(tier, product) == 3
    assert best(product) == 4
    assert best() == 0


def test_the_largest_step_reached_then_the_latest_then_the_newest() -> None:
    steps = [PriceRow(n, 9, min_qty_micros=n * 5 * MILLION) for n in (1, 2, 3)]
    assert best(*steps) == 2
    started = [
        PriceRow(1, 9, since="2026-01-01"),
        PriceRow(2, 9, since="2026-11-26"),
        PriceRow(3, 9, since="2026-11-27"),
        PriceRow(4, 9),
    ]
    assert best(*started) == 2
    assert best(PriceRow(5, 9), PriceRow(6, 8)) == 6


def test_days_are_inclusive() -> None:
    price = PriceRow(1, 9, since="2026-11-26", until="2026-11-26")
    assert holds(price, BUYER)
    assert not holds(price, BUYER._replace(day="2026-11-25"))
    assert not holds(price, BUYER._replace(day="2026-11-27"))


def test_each_price_says_why_it_does_not_hold() -> None:
    prices = [
        OWN,
        PriceRow(1, 9, customer_id=1, since="2026-01-01"),
        PriceRow(2, 9, customer_id=1, min_qty_micros=MILLION, since="2026-01-01"),
        PriceRow(3, 9, customer_id=1, min_qty_micros=MILLION),
        PriceRow(4, 9, customer_id=1, min_qty_micros=MILLION),
        PriceRow(5, 9, customer_id=2),
        PriceRow(6, 9, list_key="shops"),
        PriceRow(7, 9, tier="B"),
        PriceRow(8, 9, min_qty_micros=11 * MILLION),
        PriceRow(9, 9, since="2026-12-01"),
        PriceRow(10, 9, until="2026-11-25"),
    ]
    why = {each.price.id: each.why for each in explained(prices, BUYER)}
    assert why == {
        2: "holds", 4: "began_earlier", 3: "began_earlier", 1: "smaller_step", 0: "weaker_level",
        5: "other_customer", 6: "other_list", 7: "other_tier", 8: "quantity_not_reached",
        9: "not_yet_valid", 10: "no_longer_valid",
    }  # fmt: skip
    twins = [PriceRow(1, 9), PriceRow(2, 8)]
    assert [each.why for each in explained(twins, BUYER)] == ["holds", "set_earlier"]


DAYS = st.none() | st.sampled_from(["2026-11-25", "2026-11-26", "2026-11-27"])
PRICES = st.lists(
    st.builds(
        PriceRow,
        id=st.just(0),
        amount_cents=st.integers(1, 9),
        list_key=st.sampled_from([None, "dealers", "shops"]),
        customer_id=st.sampled_from([None, 1, 2]),
        tier=st.sampled_from([None, "A", "B"]),
        min_qty_micros=st.sampled_from([0, MILLION, 10 * MILLION, 11 * MILLION]),
        since=DAYS,
        until=DAYS,
    ),
    max_size=8,
).map(lambda prices: [price._replace(id=id) for id, price in enumerate(prices, 1)])


@given(PRICES)
def test_the_price_that_holds_is_beaten_by_none(prices: list[PriceRow]) -> None:
    found = explained([OWN, *prices], BUYER)
    assert sorted(each.price.id for each in found) == list(range(len(prices) + 1))
    assert all(each.why in WHY for each in found)
    first, *others = found
    assert first.why == "holds" and holds(first.price, BUYER)
    for each in others:
        assert each.why != "holds"
        if holds(each.price, BUYER):
            assert _strength(each.price) < _strength(first.price)


def _strength(price: PriceRow) -> tuple[int, int, str, int]:
    return -LEVELS.index(price.level), price.min_qty_micros, price.since or "", price.id
