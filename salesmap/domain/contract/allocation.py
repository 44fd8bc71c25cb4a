"""Which part of a plan a payment settles, to the cent.

A receipt goes to the oldest part that is due on its day, then part by part to those to come; what
is left over is credit. A refund comes out of the credit, then out of what was allocated last. The
sum of payments is the sum of allocations and the credit, always.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from salesmap.domain.contract.allocation_errors import RefundTooLarge, UnknownPart


class Part(NamedTuple):
    """A part of a plan: its position, what it comes to, and its day where that is known."""

    position: int
    amount: int
    due_on: str | None = None


class Money(NamedTuple):
    """A payment; the amount of a refund is negative. `for_part` is the part it was meant for."""

    id: int
    amount: int
    paid_on: str
    for_part: int | None = None


class Share(NamedTuple):
    """What of a payment settles a part; of a refund, what is taken back from it (negative)."""

    payment_id: int
    part: int
    amount: int


class Allocation(NamedTuple):
    """The shares in the order they were made, and what is left over."""

    shares: tuple[Share, ...] = ()
    credit: int = 0

    def received(self, position: int) -> int:
        """Return what a part has received."""
        return sum(share.amount for share in self.shares if share.part == position)


def allocate(parts: Sequence[Part], payments: Iterable[Money]) -> Allocation:
    """Return the allocation from nothing: after a plan was changed, or a payment was moved away.

    Payments come in the order in which they were recorded, in which each refund was covered. A
    part that a payment was meant for and that the plan no longer has counts for nothing.
    Raises RefundTooLarge.
    """
    positions = {part.position for part in parts}
    allocation = Allocation()
    for payment in payments:
        known = payment if payment.for_part in positions else payment._replace(for_part=None)
        allocation = add_payment(parts, allocation, known)
    return allocation


def add_payment(parts: Sequence[Part], allocation: Allocation, payment: Money) -> Allocation:
    """Return the allocation with a payment added; what was allocated before stays.

    Raises UnknownPart, RefundTooLarge.
    """
    positions = [part.position for part in parts]
    if payment.for_part is not None and payment.for_part not in positions:
        raise UnknownPart(payment.for_part, positions)
    if payment.amount < 0:
        return _refund(allocation, payment)
    return _receipt(parts, allocation, payment)


def _receipt(parts: Sequence[Part], allocation: Allocation, payment: Money) -> Allocation:
    left = payment.amount
    shares = list(allocation.shares)
    for part in sorted(parts, key=lambda part: _turn(part, payment)):
        amount = min(left, part.amount - allocation.received(part.position))
        if amount > 0:
            shares.append(Share(payment.id, part.position, amount))
            left -= amount
    return Allocation(tuple(shares), allocation.credit + left)


def _turn(part: Part, payment: Money) -> tuple[int, str, int]:
    """Return what orders parts: the one meant, those due by their day, those to come."""
    if part.position == payment.for_part:
        return 0, "", part.position
    if part.due_on is not None and part.due_on <= payment.paid_on:
        return 1, part.due_on, part.position
    return 2, "", part.position


def _refund(allocation: Allocation, payment: Money) -> Allocation:
    left = -payment.amount
    shares = list(allocation.shares)
    if payment.for_part is not None:
        left = _take_back(shares, payment, left, payment.for_part)
    from_credit = min(left, allocation.credit)
    left = _take_back(shares, payment, left - from_credit, None)
    if left:
        received = sum(share.amount for share in allocation.shares) + allocation.credit
        raise RefundTooLarge(-payment.amount, received)
    return Allocation(tuple(shares), allocation.credit - from_credit)


def _take_back(shares: list[Share], payment: Money, amount: int, part: int | None) -> int:
    """Take an amount out of the newest shares, of one part or of any; return what is left."""
    for share, remaining in reversed(_remaining(shares)):
        taken = min(amount, remaining)
        if taken > 0 and part in (None, share.part):
            shares.append(Share(payment.id, share.part, -taken))
            amount -= taken
    return amount


def _remaining(shares: Sequence[Share]) -> list[tuple[Share, int]]:
    """Return each receipt's share with what refunds, which take the newest first, left of it."""
    remaining: list[list[int]] = []
    receipts: list[Share] = []
    for share in shares:
        if share.amount > 0:
            receipts.append(share)
            remaining.append([share.part, share.amount])
            continue
        taken = -share.amount
        for row in reversed(remaining):
            if row[0] == share.part:
                amount = min(taken, row[1])
                row[1] -= amount
                taken -= amount
    return [(share, row[1]) for share, row in zip(receipts, remaining, strict=True)]
