"""Payments on contracts, and refunds; each is allocated to the parts of the plan at once."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from salesmap.actions.contract.allocating import reallocate, record_payment
from salesmap.actions.contract.loading import check_amount, file_with_id, parts_of, past_day
from salesmap.actions.database.create import transaction
from salesmap.core.i18n import N_
from salesmap.domain.contract.allocation import Allocation
from salesmap.domain.contract.allocation_errors import RefundTooLarge, UnknownPart
from salesmap.domain.contract.refusals import (
    ContractEnded,
    ContractInOtherCurrency,
    EmptyAmount,
    PaymentNotFound,
    PaymentTooSmall,
    RefundCannotMove,
)
from salesmap.domain.records import Payment
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class PaymentWish(NamedTuple):
    """A payment to record. The amount is in hundredths, above 0 for refunds as well."""

    amount_cents: int
    currency: str | None = None
    on: date | None = None
    method: str | None = None
    reference: str | None = None
    note: str | None = None
    for_part: int | None = None
    external_id: str | None = None


class Paid(NamedTuple):
    """A payment that was recorded: what it settled, as (part, amount), and the credit left.

    `same_as` is an earlier payment of the same amount and day; `is_signed`: the contract is;
    `is_changed` is false where it was there already; `origin_id` is the contract that a moved one
    was on.
    """

    payment_id: int
    contract_id: int
    shares: Sequence[tuple[int, int]]
    credit: int
    same_as: int | None = None
    is_signed: bool = True
    is_changed: bool = True
    origin_id: int | None = None


def add(database: Database, contract_id: int, wish: PaymentWish) -> Paid:
    """Record money received on a contract.

    Raises ContractNotFound, ContractEnded (void), EmptyAmount, ContractInOtherCurrency,
    UnknownPart, SignedInFuture.
    """
    return _record(database, contract_id, wish, 1, N_("payment received: {}"))


def refund(database: Database, contract_id: int, wish: PaymentWish) -> Paid:
    """Record money paid back: out of the credit, then out of what was allocated last.

    Raises RefundTooLarge, and what `add` raises.
    """
    return _record(database, contract_id, wish, -1, N_("payment refunded: {}"))


def move(
    database: Database,
    payment_id: int,
    contract_id: int,
    for_part: int | None = None,
    amount_cents: int | None = None,
    currency: str | None = None,
) -> Paid:
    """Move a payment to another contract or part; with an amount, only so much of it.

    What its contract received otherwise is allocated anew. Raises PaymentNotFound,
    RefundCannotMove, PaymentTooSmall, EmptyAmount, ContractEnded, ContractInOtherCurrency,
    RefundTooLarge, UnknownPart.
    """
    with transaction(database) as change:
        payment = change.get(Payment, payment_id)
        if payment is None:
            near = change.sql("SELECT id FROM payment ORDER BY abs(id - ?), id LIMIT 3", payment_id)
            raise PaymentNotFound(payment_id, sorted(id for (id,) in near))
        if payment.amount_cents < 0:
            raise RefundCannotMove(payment_id)
        origin = file_with_id(change, payment.contract_id).contract
        target = file_with_id(change, contract_id).contract
        check_amount(origin, amount_cents, currency)
        _require_payable(target.name, target.end)
        if target.currency != origin.currency:
            raise ContractInOtherCurrency(target.name, origin.currency, target.currency)
        if (target.id, for_part) == (origin.id, payment.for_part):
            return Paid(payment_id, target.id, (), 0, is_changed=False)
        moved = _part_of(change, payment, amount_cents)
        moved.contract_id, moved.for_part = target.id, for_part
        moved.version += 1
        if target.id != origin.id:
            reallocate(change, origin)
        allocation = _checked(change, target.id, for_part)
        change.describe("payment moved: {}", f"{moved.id} → {target.kept_name}")
        done = _paid(moved, allocation, is_signed=target.signed_on is not None)
        return done._replace(origin_id=origin.id)


def _record(database: Database, contract_id: int, wish: PaymentWish, sign: int, what: str) -> Paid:
    if wish.amount_cents <= 0:
        raise EmptyAmount
    with transaction(database) as change:
        contract = file_with_id(change, contract_id).contract
        _require_payable(contract.name, contract.end)
        check_amount(contract, wish.amount_cents, wish.currency)
        payment = Payment(
            contract_id=contract_id,
            amount_cents=sign * wish.amount_cents,
            paid_on=past_day(change, wish.on).isoformat(),
            for_part=wish.for_part,
            method=wish.method,
            reference=wish.reference,
            note=wish.note,
            actor=change.database.user,
            external_id=wish.external_id,
            recorded_at=change.now,
        )
        same = change.first(
            Payment,
            "contract_id = ? AND amount_cents = ? AND paid_on = ?",
            contract_id,
            payment.amount_cents,
            payment.paid_on,
        )
        if sign < 0:
            _check_received_by(change, payment)
        allocation = record_payment(change, contract, payment)
        change.describe(what, contract.kept_name)
        done = _paid(payment, allocation, is_signed=contract.signed_on is not None)
        return done._replace(same_as=same.id if same else None)


def _check_received_by(change: UnitOfWork, refund: Payment) -> None:
    """Raise RefundTooLarge where less was received by the day of a refund."""
    ((received,),) = change.sql(
        "SELECT coalesce(sum(amount_cents), 0) FROM payment WHERE contract_id = ? AND paid_on <= ?",
        refund.contract_id,
        refund.paid_on,
    )
    if received + refund.amount_cents < 0:
        raise RefundTooLarge(-refund.amount_cents, received)


def _require_payable(name: str, end: str | None) -> None:
    """Raise ContractEnded for a void contract: money may still come after any other end."""
    if end == "void":
        raise ContractEnded(name, end)


def _part_of(change: UnitOfWork, payment: Payment, amount_cents: int | None) -> Payment:
    """Return a payment, or a new one of a part of it, which the first one gives away."""
    if amount_cents is None or amount_cents == payment.amount_cents:
        return payment
    if amount_cents <= 0:
        raise EmptyAmount
    if amount_cents > payment.amount_cents:
        raise PaymentTooSmall(payment.id, payment.amount_cents)
    payment.amount_cents -= amount_cents
    payment.version += 1
    return change.add(
        Payment(
            contract_id=payment.contract_id,
            amount_cents=amount_cents,
            paid_on=payment.paid_on,
            method=payment.method,
            reference=payment.reference,
            note=payment.note,
            actor=change.database.user,
            recorded_at=change.now,
        )
    )


def _checked(change: UnitOfWork, contract_id: int, for_part: int | None) -> Allocation:
    """Allocate the payments of a contract anew. Raises UnknownPart."""
    contract = file_with_id(change, contract_id).contract
    positions = [part.position for part in parts_of(change, contract)]
    if for_part is not None and for_part not in positions:
        raise UnknownPart(for_part, positions)
    return reallocate(change, contract)


def _paid(payment: Payment, allocation: Allocation, *, is_signed: bool) -> Paid:
    shares = [
        (share.part, share.amount) for share in allocation.shares if share.payment_id == payment.id
    ]
    return Paid(payment.id, payment.contract_id, shares, allocation.credit, is_signed=is_signed)
