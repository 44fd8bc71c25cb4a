"""Contracts as actions load them."""

from datetime import date

from salesmap.core.figures.currencies import check_unit
from salesmap.domain.contract.contract import Contract, ContractFile
from salesmap.domain.contract.refusals import (
    ContractInOtherCurrency,
    ContractNotFound,
    SignedInFuture,
)
from salesmap.domain.records import ContractLine, ContractVersion, Milestone, PlanPart
from salesmap.store.unit_of_work import UnitOfWork


def file_with_id(change: UnitOfWork, contract_id: int) -> ContractFile:
    """Return a contract with its versions. Raises ContractNotFound."""
    contract = change.get(Contract, contract_id)
    if contract is None:
        raise ContractNotFound(contract_id)
    versions = change.all(ContractVersion, "contract_id = ?", contract_id, order="n, id")
    return ContractFile(contract, versions)


def lines_of(change: UnitOfWork, version: ContractVersion) -> list[ContractLine]:
    """Return the lines of a version in their order."""
    return change.all(ContractLine, "contract_version_id = ?", version.id, order="position, id")


def parts_of(change: UnitOfWork, contract: Contract) -> list[PlanPart]:
    """Return the parts of the payment plan in their order."""
    return change.all(PlanPart, "contract_id = ?", contract.id, order="position, id")


def milestones_of(change: UnitOfWork, contract: Contract) -> list[Milestone]:
    """Return the milestones in their order."""
    return change.all(Milestone, "contract_id = ?", contract.id, order="position, id")


def received_on(change: UnitOfWork, contract: Contract) -> int:
    """Return what was received, refunds taken off."""
    ((cents,),) = change.sql(
        "SELECT coalesce(sum(amount_cents), 0) FROM payment WHERE contract_id = ?", contract.id
    )
    return int(cents)


def past_day(change: UnitOfWork, day: date | None) -> date:
    """Return the day of something that happened, today by default. Raises SignedInFuture."""
    today = change.database.clock.today()
    if day is not None and day > today:
        raise SignedInFuture(day.isoformat())
    return day or today


def check_amount(contract: Contract, cents: int | None, currency: str | None) -> None:
    """Check that an amount is one of the contract's currency.

    Raises ContractInOtherCurrency, NoSuchDecimals.
    """
    if currency and currency != contract.currency:
        raise ContractInOtherCurrency(contract.name, currency, contract.currency)
    check_unit(cents, contract.currency)
