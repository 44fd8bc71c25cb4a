"""Payments on the parts of a plan: the field's vectors, and sums that always agree to the cent."""

import random
from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bounds import LONGER

from salesmap.core.errors import SalesmapError
from salesmap.domain.contract.allocation import (
    Allocation,
    Money,
    Part,
    Share,
    add_payment,
    allocate,
)
from salesmap.domain.contract.figures import (
    Ageing,
    Collection,
    ageing,
    collection,
    days_of,
    dso,
    rate,
)
from salesmap.domain.contract.state import PartFacts, days_overdue, part_state

TODAY = "2026-11-26"
PLAN = [
    Part(1, 3_000_000, "2026-09-01"),
    Part(2, 6_000_000, "2026-10-15"),
    Part(3, 1_000_000, "2027-09-01"),
]
RECEIPTS = [
    Money(1, 3_000_000, "2026-09-03"),
    Money(2, 5_000_000, "2026-10-20"),
    Money(3, -500_000, "2026-11-01"),
]


def facts(parts: Sequence[Part], allocation: Allocation) -> list[PartFacts]:
    return [PartFacts(each.amount, allocation.received(each.position), each.due_on) for each in parts]  # fmt: skip


def test_a_contract_half_paid_with_a_refund() -> None:
    found = allocate(PLAN, RECEIPTS)
    assert found.shares == (Share(1, 1, 3_000_000), Share(2, 2, 5_000_000), Share(3, 2, -500_000))
    parts = facts(PLAN, found)
    received = sum(each.amount for each in RECEIPTS)
    assert rate(received, 10_000_000) == Fraction(75, 100)
    due = collection(parts, TODAY)
    assert due == Collection(9_000_000, 7_500_000)
    assert rate(due.received_due, due.due) == Fraction(75, 90)
    assert ageing(parts, TODAY) == Ageing(not_due=1_000_000, d31_60=1_500_000)
    assert ageing(parts, TODAY).overdue == 1_500_000
    assert days_overdue(parts, TODAY) == 42
    assert [part_state(each, TODAY) for each in parts] == ["paid", "overdue", "not_due"]


def test_a_receipt_goes_on_to_the_parts_to_come_and_the_rest_is_credit() -> None:
    found = allocate(PLAN, [Money(1, 10_500_000, "2026-08-01")])
    assert [share.part for share in found.shares] == [1, 2, 3]
    assert found.credit == 500_000


def test_what_is_due_comes_before_what_stands_earlier_in_the_plan() -> None:
    """The second part falls due before the first, whose milestone is still to come."""
    parts = [Part(1, 100), Part(2, 100, "2026-10-01"), Part(3, 100, "2026-09-01")]
    found = allocate(parts, [Money(1, 250, "2026-10-01")])
    assert [(share.part, share.amount) for share in found.shares] == [(3, 100), (2, 100), (1, 50)]
    early = allocate(parts, [Money(1, 250, "2026-09-30")])
    assert [(share.part, share.amount) for share in early.shares] == [(3, 100), (1, 100), (2, 50)]


def test_a_payment_for_one_part_goes_there_first() -> None:
    found = allocate(PLAN, [Money(1, 1_200_000, "2026-11-01", for_part=3)])
    assert [(share.part, share.amount) for share in found.shares] == [(3, 1_000_000), (1, 200_000)]


def test_a_refund_takes_the_credit_first_then_what_was_allocated_last() -> None:
    payments = [
        Money(1, 9_000_000, "2026-11-01"),
        Money(2, 1_100_000, "2026-11-02"),
        Money(3, -300_000, "2026-11-03"),
        Money(4, -1_500_000, "2026-11-04"),
    ]
    found = allocate(PLAN, payments)
    assert found.credit == 0
    assert found.shares[3:] == (Share(3, 3, -200_000), Share(4, 3, -800_000), Share(4, 2, -700_000))


def test_a_refund_for_one_part_takes_it_there_first() -> None:
    payments = [Money(1, 10_200_000, "2026-11-01"), Money(2, -3_300_000, "2026-11-02", for_part=1)]
    found = allocate(PLAN, payments)
    assert found.shares[3:] == (Share(2, 1, -3_000_000), Share(2, 3, -100_000))
    assert found.credit == 0


def test_a_refund_opens_the_part_again() -> None:
    payments = [*RECEIPTS, Money(4, 600_000, "2026-11-05")]
    found = allocate(PLAN, payments)
    assert found.shares[3:] == (Share(4, 2, 600_000),)


def test_more_than_was_received_is_not_paid_back() -> None:
    with pytest.raises(SalesmapError, match=r"80,000\.01 is more than the 80,000") as error:
        allocate(PLAN, [*RECEIPTS[:2], Money(3, -8_000_001, "2026-11-01")])
    assert error.value.code == "refund_too_large"


def test_a_part_that_is_not_there_is_refused_but_not_after_the_plan_changed() -> None:
    payment = Money(1, 100, "2026-11-01", for_part=4)
    with pytest.raises(SalesmapError, match="choose one of 1, 2, 3"):
        add_payment(PLAN, Allocation(), payment)
    assert allocate(PLAN, [payment]).shares == (Share(1, 1, 100),)


def test_credit_settles_the_parts_of_a_new_plan() -> None:
    payments = [Money(1, 10_500_000, "2026-11-01")]
    found = allocate([*PLAN, Part(4, 2_000_000)], payments)
    assert found.shares[-1] == Share(1, 4, 500_000)
    assert found.credit == 0


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [("2026-10-14", "part_paid", 0), ("2026-10-15", "part_paid", 0), ("2026-10-16", "overdue", 1)],
)
def test_a_part_is_overdue_from_the_day_after(today: str, state: str, days: int) -> None:
    part = PartFacts(100, 40, "2026-10-15")
    assert part_state(part, today) == state
    assert days_overdue([part, PartFacts(5, 5, "2020-01-01")], today) == days
    assert part_state(PartFacts(100, 0), today) == "not_due"


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(0, "not_due"), (1, "d1_30"), (30, "d1_30"), (31, "d31_60"), (60, "d31_60"), (61, "d61_90"), (90, "d61_90"), (91, "over_90")],
)  # fmt: skip
def test_ages(days: int, bucket: str) -> None:
    from datetime import date, timedelta

    due_on = (date(2026, 11, 26) - timedelta(days=days)).isoformat()
    assert ageing([PartFacts(100, 30, due_on)], TODAY) == Ageing(**{bucket: 70})


def test_days_of_sales_outstanding() -> None:
    assert dso(20_000, 2_000, 20_000, 30) == 27
    assert dso(200_000, 150_000, 200_000, 365) == Fraction(9125, 100)
    assert dso(5, 0, 0, 30) is None
    assert days_of("2026-11-01", "2026-11-30") == 30
    assert rate(5, 0) is None


class Books:
    """Two contracts, their plans, and the payments on them in the order they were recorded."""

    def __init__(self, plans: Sequence[Sequence[Part]]) -> None:
        self.plans = [list(plan) for plan in plans]
        self.payments: list[list[Money]] = [[] for _plan in plans]
        self.allocations = [Allocation() for _plan in plans]
        self.ids = 0

    def pay(self, contract: int, amount: int, day: int, for_part: int | None) -> None:
        self.ids += 1
        known = any(part.position == for_part for part in self.plans[contract])
        payment = Money(self.ids, amount, f"2026-11-{day:02}", for_part if known else None)
        found = add_payment(self.plans[contract], self.allocations[contract], payment)
        before = self.allocations[contract].shares
        assert found.shares[: len(before)] == before, "what was allocated stays"
        self.payments[contract].append(payment)
        self.allocations[contract] = found

    def move(self, contract: int, index: int) -> None:
        if not self.payments[contract]:
            return
        index %= len(self.payments[contract])
        here, there = list(self.payments[contract]), list(self.payments[1 - contract])
        there = sorted([*there, here.pop(index)], key=lambda payment: payment.id)
        found = allocate(self.plans[contract], here), allocate(self.plans[1 - contract], there)
        self.payments[contract], self.payments[1 - contract] = here, there
        self.allocations[contract], self.allocations[1 - contract] = found

    def plan(self, contract: int, parts: Sequence[Part]) -> None:
        self.allocations[contract] = allocate(parts, self.payments[contract])
        self.plans[contract] = list(parts)

    def check(self) -> None:
        for plan, payments, found in zip(self.plans, self.payments, self.allocations, strict=True):
            received = sum(payment.amount for payment in payments)
            assert sum(share.amount for share in found.shares) + found.credit == received
            assert found.credit >= 0
            for part in plan:
                assert 0 <= found.received(part.position) <= part.amount
            for payment in payments:
                of_it = [share.amount for share in found.shares if share.payment_id == payment.id]
                assert all(each * payment.amount > 0 for each in of_it)
                assert abs(sum(of_it)) <= abs(payment.amount)
            assert found == allocate(plan, payments), "anew is the same"
            is_open = any(found.received(part.position) < part.amount for part in plan)
            refunds = any(payment.amount < 0 for payment in payments)
            assert not (is_open and found.credit and not refunds), "credit is what no part takes"


def random_sequence(draw: Callable[[int, int], int]) -> None:
    """A life of two contracts; `draw(low, high)` decides."""

    def parts() -> list[Part]:
        return [
            Part(position, draw(0, 1000), f"2026-11-{draw(1, 28):02}" if draw(0, 2) else None)
            for position in range(1, draw(1, 4) + 1)
        ]

    books = Books([parts(), parts()])
    for _step in range(draw(1, 9)):
        contract, what = draw(0, 1), draw(0, 9)
        try:
            if what < 5:
                books.pay(contract, draw(1, 2000), draw(1, 28), draw(0, 5))
            elif what < 7:
                books.pay(contract, -draw(1, 1500), draw(1, 28), draw(0, 5))
            elif what < 9:
                books.move(contract, draw(0, 9))
            else:
                books.plan(contract, parts())
        except SalesmapError as error:
            assert error.code == "refund_too_large"
        books.check()


@given(st.data())
@settings(max_examples=examples(300), deadline=None)
def test_sums_agree_to_the_cent(data: st.DataObject) -> None:
    random_sequence(lambda low, high: data.draw(st.integers(low, high)))


def test_sums_agree_over_many_sequences() -> None:
    generator = random.Random(2026)
    for _number in range(3_000):
        random_sequence(generator.randint)


@pytest.mark.long
def test_sums_agree_over_very_many_sequences() -> None:
    generator = random.Random(15)
    for _number in range(100_000 * LONGER):
        random_sequence(generator.randint)
