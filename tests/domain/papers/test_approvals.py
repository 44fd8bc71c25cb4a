"""Approvals: what a rule of the map asks for, and who may decide."""

from fractions import Fraction

import pytest

from salesmap.domain.approvals import (
    FLOOR_STEP,
    NotTheApprover,
    OwnApproval,
    PaperFigures,
    check_may_decide,
    parse_condition,
    step_title,
    steps,
)
from salesmap.domain.map.model import ApprovalRule
from salesmap.domain.map.words import Words


def rule(*when: str, of: str = "quote", key: str = "a") -> ApprovalRule:
    return ApprovalRule(key, None, of, when, "manager")


def figures(
    rate: str = "0", total: int = 0, *, below_floor: bool = False, currency: str = "CNY"
) -> PaperFigures:
    return PaperFigures(Fraction(rate), below_floor, {currency: total}, "CNY")


@pytest.mark.parametrize(
    ("when", "paper", "asks"),
    [
        (("below_floor",), figures(below_floor=True), True),
        (("below_floor",), figures("0.9"), False),
        (("discount_rate>0.10",), figures("0.1"), False),
        (("discount_rate>0.10",), figures("100000000001/1000000000000"), True),
        (("discount_rate >= 10%",), figures("0.1"), True),
        (("discount_rate<10%",), figures("0.1"), False),
        (("discount_rate>10%",), figures("0.1"), False),
        (("discount_rate>12.5%",), figures("0.1251"), True),
        (("total>100k",), figures(total=100_000_00), False),
        (("total>100k",), figures(total=100_000_01), True),
        (("total>=10万",), figures(total=100_000_00), True),
        (("total>$100k",), figures(total=1, currency="USD"), False),
        (("total>100k",), figures(total=1, currency="USD"), True),
        (("discount_rate>0.10", "total>100k"), figures("0.2", 100_000_01), True),
        (("discount_rate>0.10", "total>100k"), figures("0.2", 100_000_00), False),
        ((), figures(), True),
    ],
)
def test_all_conditions_must_hold(when: tuple[str, ...], paper: PaperFigures, asks: bool) -> None:
    """An amount in a currency without a rate cannot be compared, and is asked about."""
    assert bool(steps([rule(*when)], "quote", paper)) is asks


def test_rules_are_steps_in_their_order() -> None:
    rules = [rule("total>1k", key="b"), rule(of="contract"), rule("discount_rate>5%", key="a")]
    paper = figures("0.06", 2_000_00)
    assert [each.key for each in steps(rules, "quote", paper)] == ["b", "a"]
    assert [each.of for each in steps(rules, "contract", paper)] == ["contract"]


@pytest.mark.parametrize(
    ("when", "of", "total", "keys"),
    [
        ((), "contract", 0, ["below-floor"]),
        (("discount_rate>5%",), "quote", 0, ["a", "below-floor"]),
        (("below_floor",), "quote", 0, ["a"]),
        ((" below_floor ",), "quote", 0, ["a"]),
        ((), "quote", 0, ["a"]),
        (("below_floor", "total>1k"), "quote", 1_000_01, ["a"]),
        (("below_floor", "total>1k"), "quote", 1_000_00, ["below-floor"]),
    ],
)
def test_below_the_floor_there_is_always_a_step(
    when: tuple[str, ...], of: str, total: int, keys: list[str]
) -> None:
    """Also where the map has no rule for it; where it has one that asks, once is enough."""
    rules = [rule(*when, of=of)]
    paper = figures("0.06", total, below_floor=True)
    assert [each.key for each in steps(rules, "quote", paper)] == keys
    assert FLOOR_STEP not in steps(rules, "quote", paper._replace(below_floor=False))
    assert FLOOR_STEP not in steps(rules, "contract", paper)


def test_a_step_is_called_by_its_label_or_its_conditions() -> None:
    assert step_title(FLOOR_STEP) == "Price below the floor"
    assert step_title(rule("below_floor", "total>1k")) == "Price below the floor, total>1k"
    assert step_title(rule("total>1k")._replace(label=Words("Large", "大单"))) == "Large"
    assert step_title(rule()) == "a"


@pytest.mark.parametrize(
    "text",
    ["", "below floor", "below_floor>1", "discount_rate", "discount_rate>", "discount_rate>11", "discount_rate>-1%",
     "discount_rate>nan", "discount_rate>inf", "total>much", "total", "mood>3", "total~5", "total>5>6"],
)  # fmt: skip
def test_unreadable_conditions(text: str) -> None:
    assert parse_condition(text) is None


def test_who_may_decide() -> None:
    assert check_may_decide("Manager", (), "ann", ["Ann"]) is True, "an own decision"
    assert check_may_decide("Manager", (), "ann", ["bo"]) is False
    assert check_may_decide("Manager", ("Mei",), "mei", ["bo"]) is False
    assert check_may_decide("Manager", ("mei",), "mei", ["mei"]) is True, "nobody else can"
    assert check_may_decide("Manager", ("mei", "bo"), "bo", ["ann"]) is False
    with pytest.raises(OwnApproval) as own:
        check_may_decide("Manager", ("mei", "bo"), "MEI", ["mei"])
    assert own.value.data["people"] == ["bo"] and own.value.exit_code == 4
    with pytest.raises(OwnApproval):
        check_may_decide("Manager", ("mei",), "ann", ["ann"])
    with pytest.raises(NotTheApprover) as other:
        check_may_decide("Manager", ("mei",), "ann", ["bo"])
    assert other.value.data["people"] == ["mei"] and other.value.exit_code == 4
