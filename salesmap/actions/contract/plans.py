"""The payment plans of contracts: set while nothing is signed, amended afterwards."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from salesmap.actions.contract.allocating import payments_of, reallocate
from salesmap.actions.contract.approving import void_worse
from salesmap.actions.contract.loading import file_with_id, milestones_of, parts_of
from salesmap.actions.database.create import transaction
from salesmap.core.folding import fold
from salesmap.domain import records
from salesmap.domain.contract.contract import Contract
from salesmap.domain.contract.plan import SIGN, PlanTerms, parse_plan, plan_text, unknown_anchors
from salesmap.domain.records import ContractVersion, PlanPart
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class Planned(NamedTuple):
    """What setting a plan did: the milestones it waits for that are missing, approvals voided.

    `is_changed` is false where the plan was the same already.
    """

    contract_id: int
    unknown: Sequence[str] = ()
    voided: int = 0
    is_changed: bool = True


def set_plan(database: Database, contract_id: int, text: str) -> Planned:
    """Set the plan of a contract that is not signed. Raises ContractSigned, and what plans do."""
    with transaction(database) as change:
        file = file_with_id(change, contract_id)
        version = file.editable()
        before = version.plan_text
        terms = read_plan(change, file.contract, version, text)
        unknown = missing_milestones(change, file.contract, terms)
        if version.plan_text == before:
            return Planned(contract_id, unknown, is_changed=False)
        version.version += 1
        file.contract.version += 1
        put_plan(change, file.contract, terms)
        voided = void_worse(change, version)
        change.describe("payment plan set: contract {}", file.contract.kept_name)
        return Planned(contract_id, unknown, voided)


def read_plan(
    change: UnitOfWork, contract: Contract, version: ContractVersion, text: str | None
) -> list[PlanTerms]:
    """Return a plan for the amount of a version, and keep it as the version's.

    Raises what `parse_plan` raises.
    """
    terms = _parse(change, contract, version, text) if text else []
    version.plan_text = plan_text(terms) or None
    return terms


def terms_of(change: UnitOfWork, contract: Contract, version: ContractVersion) -> list[PlanTerms]:
    """Return the plan of a version."""
    return _parse(change, contract, version, version.plan_text) if version.plan_text else []


def put_plan(change: UnitOfWork, contract: Contract, terms: Sequence[PlanTerms]) -> None:
    """Make these the parts of a contract; its payments are allocated anew."""
    for part in parts_of(change, contract):
        for stored in change.all(records.Allocation, "plan_part_id = ?", part.id):
            change.delete(stored)
        change.delete(part)
    for each in terms:
        change.add(
            PlanPart(
                contract_id=contract.id,
                position=each.position,
                what=each.what,
                typed=each.typed,
                amount_cents=each.amount_cents,
                due_on=each.due_on,
                anchor=each.anchor,
                anchor_days=each.anchor_days,
                recorded_at=change.now,
            )
        )
    if contract.signed_on:
        reach(change, contract, SIGN, date.fromisoformat(contract.signed_on))
    for milestone in milestones_of(change, contract):
        if milestone.done_on:
            reach(change, contract, milestone.what, date.fromisoformat(milestone.done_on))
    if payments_of(change, contract):
        reallocate(change, contract)


def reach(change: UnitOfWork, contract: Contract, anchor: str, on: date) -> list[PlanPart]:
    """Date the parts that wait for an anchor; return them."""
    dated = []
    for part in parts_of(change, contract):
        if part.anchor is not None and fold(part.anchor) == fold(anchor):
            terms = PlanTerms(
                part.position, "", part.what, part.amount_cents, None, part.anchor, part.anchor_days
            )
            part.due_on = terms.due_after(on)
            part.version += 1
            dated.append(part)
    return dated


def missing_milestones(
    change: UnitOfWork, contract: Contract, terms: Sequence[PlanTerms]
) -> list[str]:
    """Return the milestones that a plan waits for and that the contract does not have."""
    return unknown_anchors(terms, [each.what for each in milestones_of(change, contract)])


def _parse(
    change: UnitOfWork, contract: Contract, version: ContractVersion, text: str
) -> list[PlanTerms]:
    today = change.database.clock.today()
    return parse_plan(text, version.amount_cents, contract.currency, today)
