"""Payment plans as they are typed: parts that add up to the cent, days, anchors, refusals."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.core.errors import UsageError
from salesmap.core.figures.percentages import percent_text
from salesmap.core.figures.rounding import MILLION
from salesmap.domain.contract.plan import PlanTerms, parse_plan, plan_text, unknown_anchors

TODAY = date(2026, 11, 26)


def plan(text: str, amount: int = 10_000_000, currency: str = "CNY") -> list[PlanTerms]:
    return parse_plan(text, amount, currency, TODAY)


def amounts(text: str, amount: int = 10_000_000) -> list[int]:
    return [part.amount_cents for part in plan(text, amount)]


def test_a_plan_of_the_trade() -> None:
    assert plan("30% sign+7d, 60% delivery+15d, 10% 2027-09-01") == [
        PlanTerms(1, "30% sign+7d", "sign", 3_000_000, None, "sign", 7, "30%"),
        PlanTerms(2, "60% delivery+15d", "delivery", 6_000_000, None, "delivery", 15, "60%"),
        PlanTerms(3, "10% 2027-09-01", "", 1_000_000, "2027-09-01", None, None, "10%"),
    ]


def test_a_plan_in_chinese() -> None:
    assert plan("预付 30% 签约+7天，进度60%交付后15天内；质保金 10% 2027-09-01") == [
        PlanTerms(1, "预付 30% 签约+7天", "预付", 3_000_000, None, "sign", 7, "30%"),
        PlanTerms(2, "进度60%交付后15天内", "进度", 6_000_000, None, "交付", 15, "60%"),
        PlanTerms(3, "质保金 10% 2027-09-01", "质保金", 1_000_000, "2027-09-01", None, None, "10%"),
    ]


def test_the_last_part_takes_what_rounding_leaves() -> None:
    typed = "30% sign, 30% a, 35% b, 5% c"
    assert amounts(typed, 12_888_888) == [3_866_666, 3_866_666, 4_511_111, 644_445]
    assert amounts("33.334% sign, 33.333% a, 33.333% b", 3_000_000) == [1_000_020, 999_990, 999_990]
    assert amounts("50% sign, 50% a", 1_000_001) == [500_001, 500_000]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("50000 2026-12-01, rest delivery+30d", [5_000_000, 5_000_000]),
        ("50,000 2026-12-01,rest delivery+30d", [5_000_000, 5_000_000]),
        ("2026-12-01 50,000.01, 49,999.99 eoy", [5_000_001, 4_999_999]),
        ("5万 签约, 其余 验收后30天", [5_000_000, 5_000_000]),
        ("¥50k sign, 50% delivery", [5_000_000, 5_000_000]),
        ("50000 CNY sign, 50% delivery", [5_000_000, 5_000_000]),
        ("30% sign, 尾款 验收后30天", [3_000_000, 7_000_000]),
        ("30% sign, 尾款 7万 验收后30天", [3_000_000, 7_000_000]),
        ("30% sign, balance delivery", [3_000_000, 7_000_000]),
        ("30% sign, rest 30 days after delivery", [3_000_000, 7_000_000]),
        ("100% sign", [10_000_000]),
        ("rest sign", [10_000_000]),
        ("33.333% a, 50000 b, 16.667% c", [3_333_300, 5_000_000, 1_666_700]),
    ],
)
def test_shares(text: str, parts: list[int]) -> None:
    assert amounts(text) == parts


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("sign", (None, "sign", 0)),
        ("签订后7日内", (None, "sign", 7)),
        ("签约之后 2周", (None, "sign", 14)),
        ("签约后", (None, "sign", 0)),
        ("Signing + 2w", (None, "sign", 14)),
        ("15 days after delivery", (None, "delivery", 15)),
        ("final delivery+15", (None, "delivery", 15)),
        ("first delivery+15d", (None, "first delivery", 15)),
        ("phase 2", (None, "phase 2", 0)),
        ("第二期交付+3天", (None, "第二期交付", 3)),
        ("验收后", (None, "验收", 0)),
        ("1 Dec 2026", ("2026-12-01", None, None)),
        ("月底", ("2026-11-30", None, None)),
        ("eom+5d", ("2026-12-05", None, None)),
        ("+30d", ("2026-12-26", None, None)),
        ("三天后", ("2026-11-29", None, None)),
        ("3天后", ("2026-11-29", None, None)),
    ],
)
def test_days_and_anchors(text: str, due: tuple[str | None, str | None, int | None]) -> None:
    part = plan(f"100% {text}")[0]
    assert (part.due_on, part.anchor, part.anchor_days) == due


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable_plan"),
        (" , ;", "unreadable_plan"),
        ("sign+7d", "unreadable_plan"),
        ("30%", "unreadable_plan"),
        ("100% deposit", "unreadable_plan"),
        ("100% 签约后7个工作日", "unreadable_plan"),
        ("100% 验收后12个月", "unreadable_plan"),
        ("100% sign+1m", "unreadable_plan"),
        ("100% 9999-12-31+9w", "unreadable_plan"),
        ("100% 2026-13-01", "unreadable_date"),
        ("100% 04/07/2026", "ambiguous_date"),
        ("100% 2026-02-30", "no_such_day"),
        ("30% sign, 60% delivery", "plan_does_not_add_up"),
        ("33.33% a, 33.33% b, 33.33% c", "plan_does_not_add_up"),
        ("60% a, 60% b", "plan_does_not_add_up"),
        ("50000 a, 60000 b", "plan_does_not_add_up"),
        ("50000 a, 49999.99 b", "plan_does_not_add_up"),
        ("50000 a, 49% b", "plan_does_not_add_up"),
        ("100001 a, rest b", "plan_does_not_add_up"),
        ("100% a, rest b", "empty_plan_part"),
        ("0 a, rest b", "empty_plan_part"),
        ("rest a, 50% b", "rest_not_last"),
        ("$50000 a, rest b", "plan_currency"),
        ("50000 USD a, rest b", "plan_currency"),
        ("133.33333% a", "percentage_out_of_bounds"),
        ("33.33333% a, rest b", "percentage_too_precise"),
    ],
)
def test_plans_refused(text: str, code: str) -> None:
    with pytest.raises(UsageError) as error:
        plan(text)
    assert error.value.code == code


def test_a_plan_that_does_not_add_up_says_by_how_much() -> None:
    with pytest.raises(UsageError, match=r"90%.*100%"):
        plan("30% sign, 60% delivery")
    with pytest.raises(UsageError, match=r"110,000, the contract to 100,000"):
        plan("50000 a, 60000 b")


def test_nothing_is_planned_of_nothing() -> None:
    with pytest.raises(UsageError):
        plan("50% a, 50% b", 0)
    with pytest.raises(UsageError):
        plan("50% a, 50% b", 1)


def test_anchors_are_resolved_when_reached() -> None:
    first, second = plan("30% sign+7d, rest 2027-09-01")
    assert first.due_after(date(2026, 12, 28)) == "2027-01-04"
    assert second.due_after(date(2026, 12, 28)) == "2027-09-01"


def test_anchors_that_the_contract_does_not_have() -> None:
    parts = plan("30% sign, 20% Delivery+1d, 20% delivry, 10% delivry+3d, rest 2027-01-01")
    assert unknown_anchors(parts, ["delivery", "Training"]) == ["delivry"]


@given(st.integers(1, 10**15), st.lists(st.integers(1, 10**6), min_size=1, max_size=12))
def test_parts_add_up_to_the_cent(amount: int, weights: list[int]) -> None:
    shares = [weight * MILLION // sum(weights) for weight in weights[:-1]]
    shares.append(MILLION - sum(shares))
    text = ", ".join(f"{percent_text(ppm)} 2027-01-01" for ppm in shares)
    try:
        parts = plan(text, amount)
    except UsageError as error:
        assert error.code in ("empty_plan_part", "plan_does_not_add_up")
        assert min(Fraction(amount * ppm, MILLION) for ppm in shares) < len(shares)
        return
    assert sum(part.amount_cents for part in parts) == amount
    for part, ppm in zip(parts, shares, strict=True):
        assert abs(part.amount_cents - Fraction(amount * ppm, MILLION)) <= Fraction(len(shares), 2)


@given(st.text(alphabet="30%, sign+7d2026-12.rest尾款后天签约¥k；\n", max_size=40))
def test_whatever_is_typed_is_a_plan_that_adds_up_or_is_refused(text: str) -> None:
    try:
        parts = plan(text, 777_777)
    except UsageError:
        return
    assert sum(part.amount_cents for part in parts) == 777_777
    assert all((part.due_on is None) != (part.anchor is None) for part in parts)


@pytest.mark.parametrize(
    "text",
    [
        "30% sign+7d, 60% delivery+15d, 10% 2027-09-01",
        "deposit 50,000 today; rest acceptance test+2w",
        "50% +7d, 50% eom",
        "预付30% 签约, 尾款 验收后30天",
    ],
)
def test_a_plan_can_be_written_and_read_again(text: str) -> None:
    """On another day, for another amount: the days are the same, the percentages hold."""
    parts = parse_plan(text, 10_000_000, "CNY", date(2026, 11, 26))
    again = parse_plan(plan_text(parts), 10_000_000, "CNY", date(2027, 3, 1))
    assert [part._replace(typed="") for part in again] == [
        part._replace(typed="") for part in parts
    ]


def test_parts_are_whole_where_a_currency_has_no_cents() -> None:
    parts = parse_plan("33% sign, 33% 2027-01-01, 34% 2027-02-01", 459_00, "JPY", TODAY)
    assert [part.amount_cents for part in parts] == [151_00, 151_00, 157_00]
