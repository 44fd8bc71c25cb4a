"""Until when a lead stays with its owner, and who may claim one: the vectors of the definition."""

from datetime import date

import pytest

from salesmap.domain.map.team.rules import PoolRule
from salesmap.domain.team.pool import (
    Claims,
    CoolingDown,
    DailyLimitReached,
    PoolCapacityReached,
    check_claims,
    check_cooldown,
    kept_until,
    warned_from,
)

RULE = PoolRule("p", None, (), days=10, extend=3, most=20, notice=2, per_day=3, capacity=5, cooldown=7)  # fmt: skip
CLAIMED = date(2026, 3, 25)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("activities", "last"),
    [
        ((), "04-04"),
        (("03-28",), "04-04"),
        (("04-02",), "04-05"),
        (("04-02", "04-05"), "04-08"),
        (("04-05", "04-02"), "04-08"),
        (("04-02", "04-05", "04-08", "04-11", "04-13", "04-30"), "04-14"),
        (("03-24",), "04-04"),
        (("03-25",), "04-04"),
    ],
)
def test_recycling(activities: tuple[str, ...], last: str) -> None:
    assert kept_until(RULE, CLAIMED, map(day, activities)) == day(last)


def test_an_activity_before_it_was_theirs_does_not_count() -> None:
    rule = RULE._replace(days=1, extend=30, most=None)
    assert kept_until(rule, CLAIMED, [day("03-24")]) == day("03-26")
    assert kept_until(rule, CLAIMED, [day("03-25")]) == day("04-24")


def test_the_warning() -> None:
    assert warned_from(RULE, day("04-04")) == day("04-02")
    assert warned_from(RULE._replace(notice=0), day("04-04")) == day("04-04")


def test_the_daily_limit() -> None:
    check_claims(RULE, Claims(0, 0, None), 3)
    check_claims(RULE, Claims(2, 0, None), 1)
    with pytest.raises(DailyLimitReached) as caught:
        check_claims(RULE, Claims(3, 0, None), 1)
    assert caught.value.data == {"pool": "p", "limit": 3, "claimed": 3}
    with pytest.raises(DailyLimitReached):
        check_claims(RULE, Claims(0, 0, None), 4)
    check_claims(RULE._replace(per_day=None), Claims(99, 0, None), 1)


def test_the_capacity() -> None:
    check_claims(RULE, Claims(0, 4, None), 1)
    for open, capacity, limit in ((5, None, 5), (2, 2, 2), (5, 9, 5)):
        with pytest.raises(PoolCapacityReached) as caught:
            check_claims(RULE, Claims(0, open, capacity), 1)
        assert caught.value.data == {"capacity": limit, "open": open}
    check_claims(None, Claims(9, 99, None), 5)


def test_the_cooldown_counts_from_the_day_it_was_lost() -> None:
    with pytest.raises(CoolingDown):
        check_cooldown(RULE, 1, day("03-10"), day("03-16"))
    check_cooldown(RULE, 1, day("03-10"), day("03-17"))
    check_cooldown(RULE, 1, None, day("03-10"))
    check_cooldown(RULE._replace(cooldown=0), 1, day("03-10"), day("03-10"))
