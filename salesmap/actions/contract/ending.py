"""Ends of contracts: void before the signature, terminated after it, closed when all is done."""

from datetime import date

from salesmap.actions.contract.allocating import payments_of, reallocate, record_payment
from salesmap.actions.contract.loading import (
    file_with_id,
    milestones_of,
    parts_of,
    past_day,
    received_on,
)
from salesmap.actions.database.create import transaction
from salesmap.actions.lead.pipelines import moment_of
from salesmap.core.i18n import _
from salesmap.domain.contract.contract import Contract
from salesmap.domain.contract.refusals import (
    ContractInOtherCurrency,
    ContractUnfulfilled,
    MoneyOnContract,
)
from salesmap.domain.errors import OverrideNeedsReason
from salesmap.domain.records import Payment
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork

REFUND, KEEP_CREDIT, MOVE = "refund", "keep_credit", "move"


def void(
    database: Database,
    contract_id: int,
    note: str | None,
    way: str | None = None,
    target_id: int | None = None,
) -> int:
    """Give a contract up that is not signed. Returns what was received on it.

    Raises ContractEnded, ContractSigned, MoneyOnContract.
    """
    with transaction(database) as change:
        contract = file_with_id(change, contract_id).contract
        received = received_on(change, contract)
        contract.void(moment_of(change), note)
        _settle(change, contract, received, way, target_id, change.database.clock.today())
        change.describe("contract voided: {}", contract.kept_name)
        return received


def terminate(
    database: Database,
    contract_id: int,
    note: str | None,
    way: str | None = None,
    target_id: int | None = None,
    on: date | None = None,
) -> int:
    """End a signed contract before its time. Returns what was received on it.

    `way` says where the money on it goes: `refund`, `keep_credit`, or `move` to another contract.
    Raises ContractEnded, ContractNotSigned, MoneyOnContract, ContractInOtherCurrency.
    """
    with transaction(database) as change:
        contract = file_with_id(change, contract_id).contract
        received = received_on(change, contract)
        day = past_day(change, on)
        contract.terminate(day, moment_of(change), way, note)
        _settle(change, contract, received, way, target_id, day)
        change.describe("contract terminated: {}", contract.kept_name)
        return received


def close(database: Database, contract_id: int, note: str | None, *, force: bool = False) -> None:
    """Put a fulfilled contract away; another one only by `force`, with a note.

    Raises ContractEnded, ContractNotSigned, ContractUnfulfilled, OverrideNeedsReason.
    """
    with transaction(database) as change:
        file = file_with_id(change, contract_id)
        contract = file.contract
        contract.close(moment_of(change), note)
        if force and not (note or "").strip():
            raise OverrideNeedsReason
        parts = parts_of(change, contract)
        open_cents = sum(part.amount_cents - part.received_cents for part in parts)
        if not parts:
            open_cents = max(0, file.in_force.amount_cents - received_on(change, contract))
        missing = [each.what for each in milestones_of(change, contract) if not each.accepted_on]
        if (open_cents or missing) and not force:
            raise ContractUnfulfilled(contract.name, open_cents, contract.currency, missing)
        change.describe("contract closed: {}", contract.kept_name)


def _settle(
    change: UnitOfWork,
    contract: Contract,
    received: int,
    way: str | None,
    target_id: int | None,
    on: date,
) -> None:
    """Put the money on a contract where it goes."""
    if received and way is None:
        raise MoneyOnContract(contract.name, received, contract.currency)
    contract.termination = way if received else None
    if not received:
        return
    if way == REFUND:
        refund = Payment(
            contract_id=contract.id,
            amount_cents=-received,
            paid_on=on.isoformat(),
            note=_("The contract ended."),
            actor=change.database.user,
            recorded_at=change.now,
        )
        record_payment(change, contract, refund)
    elif way == MOVE and target_id is not None:
        _move_all(change, contract, file_with_id(change, target_id).contract)


def _move_all(change: UnitOfWork, contract: Contract, target: Contract) -> None:
    target.require_running()
    if target.currency != contract.currency:
        raise ContractInOtherCurrency(target.name, contract.currency, target.currency)
    for payment in payments_of(change, contract):
        payment.contract_id, payment.for_part = target.id, None
        payment.version += 1
    reallocate(change, target)
    reallocate(change, contract)
