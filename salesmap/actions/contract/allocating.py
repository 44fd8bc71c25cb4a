"""Allocating the payments of a contract to the parts of its plan.

Whatever changes the money on a contract makes a new version of it, also where no part is touched:
so an earlier payment is not undone before a refund that came out of it.
"""

from collections.abc import Sequence

from salesmap.actions.contract.loading import parts_of
from salesmap.domain import records
from salesmap.domain.contract.allocation import (
    Allocation,
    Money,
    Part,
    Share,
    add_payment,
    allocate,
)
from salesmap.domain.contract.contract import Contract
from salesmap.domain.records import Payment, PlanPart
from salesmap.store.unit_of_work import UnitOfWork


def record_payment(change: UnitOfWork, contract: Contract, payment: Payment) -> Allocation:
    """Add a payment and allocate it; what was allocated before stays. Return what it settles.

    The credit is that of the contract with it. Raises UnknownPart, RefundTooLarge.
    """
    parts = parts_of(change, contract)
    before = _stored(change, contract, parts)
    after = add_payment(_plain(parts), before, _money(payment))
    change.add(payment)
    new = [share._replace(payment_id=payment.id) for share in after.shares[len(before.shares) :]]
    _save(change, parts, new)
    contract.version += 1
    return Allocation(tuple(new), after.credit)


def reallocate(change: UnitOfWork, contract: Contract) -> Allocation:
    """Allocate all payments anew: the plan was changed, or a payment came or went.

    Raises RefundTooLarge where refunds would be more than what was received before them.
    """
    parts, payments = parts_of(change, contract), payments_of(change, contract)
    allocation = allocate(_plain(parts), [_money(payment) for payment in payments])
    for payment in payments:
        for stored in change.all(records.Allocation, "payment_id = ?", payment.id):
            change.delete(stored)
    for part in parts:
        if part.received_cents:
            part.received_cents = 0
            part.version += 1
    _save(change, parts, allocation.shares)
    contract.version += 1
    return allocation


def payments_of(change: UnitOfWork, contract: Contract) -> list[Payment]:
    """Return the payments of a contract in the order in which they were recorded."""
    return change.all(Payment, "contract_id = ?", contract.id)


def _stored(change: UnitOfWork, contract: Contract, parts: Sequence[PlanPart]) -> Allocation:
    positions = {part.id: part.position for part in parts}
    rows = change.sql(
        "SELECT a.payment_id, a.plan_part_id, a.amount_cents FROM allocation a"
        " JOIN payment p ON p.id = a.payment_id WHERE p.contract_id = ? ORDER BY a.id",
        contract.id,
    )
    shares = tuple(Share(payment, positions[part], amount) for payment, part, amount in rows)
    ((received,),) = change.sql(
        "SELECT coalesce(sum(amount_cents), 0) FROM payment WHERE contract_id = ?", contract.id
    )
    return Allocation(shares, received - sum(share.amount for share in shares))


def _save(change: UnitOfWork, parts: Sequence[PlanPart], shares: Sequence[Share]) -> None:
    by_position = {part.position: part for part in parts}
    for share in shares:
        part = by_position[share.part]
        change.add(
            records.Allocation(
                payment_id=share.payment_id, plan_part_id=part.id, amount_cents=share.amount
            )
        )
        part.received_cents += share.amount
        part.version += 1


def _plain(parts: Sequence[PlanPart]) -> list[Part]:
    return [Part(part.position, part.amount_cents, part.due_on) for part in parts]


def _money(payment: Payment) -> Money:
    return Money(payment.id, payment.amount_cents, payment.paid_on, payment.for_part)
