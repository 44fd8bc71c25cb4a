"""The states of contracts and of the parts of their plans, from facts and the day."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

DRAFT, IN_APPROVAL, APPROVED, SIGNED = "draft", "in_approval", "approved", "signed"
IN_PROGRESS, FULFILLED, CLOSED = "in_progress", "fulfilled", "closed"
VOID, TERMINATED = "void", "terminated"
CONTRACT_STATES = (
    DRAFT, IN_APPROVAL, APPROVED, SIGNED, IN_PROGRESS, FULFILLED, CLOSED, VOID, TERMINATED,
)  # fmt: skip
"""In the order of a contract's life."""

NOT_DUE, PART_PAID, PAID, OVERDUE = "not_due", "part_paid", "paid", "overdue"
PART_STATES = (NOT_DUE, PART_PAID, PAID, OVERDUE)


class PartFacts(NamedTuple):
    """What a part comes to, what it has received, its day where that is known."""

    amount: int
    received: int
    due_on: str | None = None

    @property
    def open(self) -> int:
        """Return what is still to come."""
        return self.amount - self.received


class ContractFacts(NamedTuple):
    """The facts that a contract's state follows from.

    `requested` and `approved` are the approval of its draft. `paid` is whether money ever came;
    `milestones` are (done, accepted) of each.
    """

    signed: bool = False
    voided: bool = False
    terminated: bool = False
    closed: bool = False
    requested: bool = False
    approved: bool = False
    paid: bool = False
    amount: int = 0
    received: int = 0
    parts: Sequence[PartFacts] = ()
    milestones: Sequence[tuple[bool, bool]] = ()


def part_state(part: PartFacts, today: str) -> str:
    """Return the state of a part: overdue from the day after its own, whatever it has received."""
    if part.open <= 0:
        return PAID
    if part.due_on is not None and part.due_on < today:
        return OVERDUE
    return PART_PAID if part.received else NOT_DUE


def part_days_overdue(part: PartFacts, today: str) -> int:
    """Return the days since the part fell due; 0 on the day itself, and for what is paid."""
    if part_state(part, today) != OVERDUE or part.due_on is None:
        return 0
    return (date.fromisoformat(today) - date.fromisoformat(part.due_on)).days


def days_overdue(parts: Sequence[PartFacts], today: str) -> int:
    """Return the days that the oldest open part is overdue."""
    return max((part_days_overdue(part, today) for part in parts), default=0)


def contract_state(facts: ContractFacts) -> str:
    """Return the state of a contract."""
    if facts.voided:
        return VOID
    if facts.terminated:
        return TERMINATED
    if facts.closed:
        return CLOSED
    if not facts.signed:
        return IN_APPROVAL if facts.requested else APPROVED if facts.approved else DRAFT
    if _is_fulfilled(facts):
        return FULFILLED
    has_begun = facts.paid or any(done or accepted for done, accepted in facts.milestones)
    return IN_PROGRESS if has_begun else SIGNED


def _is_fulfilled(facts: ContractFacts) -> bool:
    """Return whether all is paid and all accepted; without a plan, whether the amount is paid."""
    if facts.parts:
        is_paid = all(part.open <= 0 for part in facts.parts)
    else:
        is_paid = facts.paid and facts.received >= facts.amount
    return is_paid and all(accepted for _done, accepted in facts.milestones)
