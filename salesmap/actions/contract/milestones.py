"""Milestones of contracts: planned, done by us, accepted by the customer."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from salesmap.actions.contract.loading import file_with_id, milestones_of, past_day
from salesmap.actions.contract.plans import reach
from salesmap.actions.database.create import transaction
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.contract.contract import Contract
from salesmap.domain.contract.refusals import (
    AcceptedBeforeDone,
    MilestoneAlreadySo,
    MilestoneExists,
    MilestoneNotFound,
)
from salesmap.domain.errors import EmptyText
from salesmap.domain.records import Milestone
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class Reached(NamedTuple):
    """A milestone, and the days on which parts of the plan fall due because of it."""

    contract_id: int
    number: int
    what: str
    due_on: Sequence[str] = ()


def add(database: Database, contract_id: int, what: str, due_on: str | None) -> Reached:
    """Add a milestone. Raises ContractEnded, EmptyText, MilestoneExists."""
    if not what.strip():
        raise EmptyText(_("A milestone needs a name."))
    with transaction(database) as change:
        contract = file_with_id(change, contract_id).contract
        contract.require_running()
        existing = milestones_of(change, contract)
        for each in existing:
            if fold(each.what) == fold(what):
                raise MilestoneExists(each.what, each.position)
        number = max((each.position for each in existing), default=0) + 1
        change.add(
            Milestone(
                contract_id=contract_id,
                position=number,
                what=what.strip(),
                due_on=due_on,
                recorded_at=change.now,
            )
        )
        change.describe("milestone added: {}", f"{contract.kept_name} · {what}")
        return Reached(contract_id, number, what.strip())


def mark_done(database: Database, contract_id: int, number: int, on: date | None) -> Reached:
    """Note that a milestone is done; the parts of the plan that wait for it fall due.

    Raises ContractEnded, MilestoneNotFound, MilestoneAlreadySo, SignedInFuture.
    """
    with transaction(database) as change:
        contract = file_with_id(change, contract_id).contract
        contract.require_running()
        milestone = _numbered(change, contract, number)
        if milestone.done_on:
            raise MilestoneAlreadySo(milestone.what, milestone.done_on, accepted=False)
        dated = _do(change, contract, milestone, past_day(change, on))
        change.describe("milestone done: {}", f"{contract.kept_name} · {milestone.what}")
        return Reached(contract_id, number, milestone.what, dated)


def accept(database: Database, contract_id: int, number: int, on: date | None) -> Reached:
    """Note that the customer accepted a milestone; with that it is done.

    Raises ContractEnded, MilestoneNotFound, MilestoneAlreadySo, AcceptedBeforeDone,
    SignedInFuture.
    """
    with transaction(database) as change:
        contract = file_with_id(change, contract_id).contract
        contract.require_running()
        milestone, day = _numbered(change, contract, number), past_day(change, on)
        if milestone.accepted_on:
            raise MilestoneAlreadySo(milestone.what, milestone.accepted_on, accepted=True)
        dated: Sequence[str] = ()
        if milestone.done_on is None:
            dated = _do(change, contract, milestone, day)
        elif milestone.done_on > day.isoformat():
            raise AcceptedBeforeDone(day.isoformat(), milestone.done_on)
        milestone.accepted_on = day.isoformat()
        milestone.version += 1
        change.describe("milestone accepted: {}", f"{contract.kept_name} · {milestone.what}")
        return Reached(contract_id, number, milestone.what, dated)


def _do(change: UnitOfWork, contract: Contract, milestone: Milestone, on: date) -> list[str]:
    milestone.done_on = on.isoformat()
    milestone.version += 1
    parts = reach(change, contract, milestone.what, on)
    return [part.due_on for part in parts if part.due_on]


def _numbered(change: UnitOfWork, contract: Contract, number: int) -> Milestone:
    existing = milestones_of(change, contract)
    for each in existing:
        if each.position == number:
            return each
    raise MilestoneNotFound(contract.name, number, [each.position for each in existing])
