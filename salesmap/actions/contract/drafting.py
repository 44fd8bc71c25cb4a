"""Drafts of contracts: made from a lead's accepted quote or an amount, edited, renewed."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.actions.contract.approving import void_worse
from salesmap.actions.contract.loading import (
    check_amount,
    file_with_id,
    lines_of,
    parts_of,
)
from salesmap.actions.contract.plans import missing_milestones, put_plan, read_plan, terms_of
from salesmap.actions.contract.sources import Source, contract_of, copy_quote, source_of
from salesmap.actions.database.create import transaction
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.actions.team.owners import chosen
from salesmap.domain.contract.contract import Contract, check_times
from salesmap.domain.contract.plan import part_words
from salesmap.domain.contract.refusals import EmptyAmount
from salesmap.domain.records import ContractLine, ContractVersion
from salesmap.store.database import Database
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork


class ContractWish(NamedTuple):
    """How a contract shall be. Days are as stored; a field that is None is not wished for."""

    amount_cents: int | None = None
    currency: str | None = None
    starts: str | None = None
    ends: str | None = None
    notice_days: int | None = None
    plan: str | None = None
    owner: str | None = None
    note: str | None = None
    external_id: str | None = None


class NewPart(NamedTuple):
    """A part of a plan that comes to another amount than before; `before` is None for a new one.

    `what` is what it is called in the bound language.
    """

    position: int
    what: str
    before: int | None
    amount: int


class Drafted(NamedTuple):
    """A contract that was made or edited.

    `quote` is the one it was made from, `other_contract` an earlier one of that quote; `of_value`:
    its amount is the lead's value. `unknown` are milestones that its plan waits for and that it
    does not have, `voided` how many approvals the edit voided; `is_changed` is false where
    everything was so already. `parts` are those of the plan whose amount is another than in the
    plan that held before; `lines_cents` is what the lines come to where the amount was changed;
    `renewed_by` another contract that continues the same one; `amount_cents` the amount of the
    draft or amendment that was edited.
    """

    contract_id: int
    quote: str | None = None
    other_contract: str | None = None
    of_value: bool = False
    unknown: Sequence[str] = ()
    voided: int = 0
    is_changed: bool = True
    parts: Sequence[NewPart] = ()
    lines_cents: int | None = None
    renewed_by: str | None = None
    amount_cents: int | None = None


def new(database: Database, lead_id: int, wish: ContractWish, quote_id: int | None) -> Drafted:
    """Draft a contract for a lead: from a quote, an amount, or the lead's accepted quote or value.

    Raises LeadNotFound, QuoteNotAccepted, QuoteOfOtherLead, NoContractAmount, EmptyAmount,
    EndsBeforeStart, and what plans raise.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        source = source_of(change, lead, wish.amount_cents, wish.currency, quote_id)
        earlier = contract_of(change, source.version)
        contract = change.add(
            Contract(
                lead_id=lead.id,
                customer_id=lead.customer_id,
                quote_version_id=source.version.id if source.version else None,
                currency=source.currency,
                owner=chosen(wish.owner, lambda: lead.owner),
                note=wish.note,
                external_id=wish.external_id,
                recorded_at=change.now,
            )
        )
        unknown = add_version(change, contract, wish, source)
        change.describe("contract drafted: {}", lead.name)
        version = file_with_id(change, contract.id).in_force
        is_quoted = source.version and source.version.total_cents == version.amount_cents
        return Drafted(
            contract.id,
            source.quote.name if source.quote else None,
            earlier,
            source.of_value,
            unknown,
            lines_cents=None if is_quoted else lines_beside(change, version, wish.amount_cents),
        )


def edit(database: Database, contract_id: int, wish: ContractWish) -> Drafted:
    """Edit a contract: its owner and note at any time, the rest of a draft or an amendment.

    Raises ContractEnded, ContractSigned, EmptyAmount, EndsBeforeStart, and what plans raise.
    """
    with transaction(database) as change:
        file = file_with_id(change, contract_id)
        contract = file.contract
        terms = wish._replace(owner=None, note=None, currency=None)
        version = file.versions[-1]
        before = values_of(contract), values_of(version)
        amounts = amounts_of(change, contract)
        voided, unknown = 0, list[str]()
        has_terms = any(value is not None for value in terms)
        if has_terms:
            version = file.changeable()
            check_amount(contract, wish.amount_cents, wish.currency)
            unknown = set_terms(change, contract, version, wish)
            voided = void_worse(change, version)
        contract.owner = contract.owner if wish.owner is None else wish.owner or None
        contract.note = contract.note if wish.note is None else wish.note or None
        contract.external_id = wish.external_id or contract.external_id
        is_changed = (values_of(contract), values_of(version)) != before
        contract.version += is_changed
        change.describe("contract edited: {}", contract.kept_name)
        return Drafted(
            contract_id,
            unknown=unknown,
            voided=voided,
            is_changed=is_changed,
            parts=new_parts(change, contract, version, amounts),
            lines_cents=lines_beside(change, version, wish.amount_cents if is_changed else None),
            amount_cents=version.amount_cents if has_terms else None,
        )


def amounts_of(change: UnitOfWork, contract: Contract) -> dict[int, int]:
    """Return what the parts of the plan come to, by their position."""
    return {part.position: part.amount_cents for part in parts_of(change, contract)}


def new_parts(
    change: UnitOfWork, contract: Contract, version: ContractVersion, before: dict[int, int]
) -> list[NewPart]:
    """Return the parts of a version's plan that come to another amount than before."""
    return [
        NewPart(
            part.position,
            part_words(part.what, part.typed),
            before.get(part.position),
            part.amount_cents,
        )
        for part in terms_of(change, contract, version)
        if part.amount_cents != before.get(part.position)
    ]


def lines_beside(
    change: UnitOfWork, version: ContractVersion, amount_cents: int | None
) -> int | None:
    """Return what the lines of a version come to, beside an amount that was given; else None."""
    lines = lines_of(change, version) if amount_cents is not None else []
    return sum((line.net_cents or 0) + (line.tax_cents or 0) for line in lines) if lines else None


def copy_lines(change: UnitOfWork, base: ContractVersion, version: ContractVersion) -> None:
    """Give a version the lines of another one."""
    for line in lines_of(change, base):
        copied = {
            column: getattr(line, column)
            for column in ContractLine.COLUMNS
            if column not in ("id", "contract_version_id")
        }
        change.add(ContractLine(contract_version_id=version.id, **copied))


def set_terms(
    change: UnitOfWork, contract: Contract, version: ContractVersion, wish: ContractWish
) -> list[str]:
    """Set the terms of a version that is not signed. Return the milestones that its plan lacks."""
    before = values_of(version)
    if wish.amount_cents is not None and wish.amount_cents != version.amount_cents:
        if wish.amount_cents <= 0:
            raise EmptyAmount
        version.amount_cents = wish.amount_cents
        version.net_cents = version.tax_cents = None
    for name in ("starts", "ends", "notice_days"):
        if getattr(wish, name) is not None:
            setattr(version, name, getattr(wish, name))
    check_times(version.starts, version.ends)
    if contract.signed_on is None:
        contract.starts, contract.ends = version.starts, version.ends
        contract.notice_days = version.notice_days
    text = version.plan_text if wish.plan is None else wish.plan
    terms = read_plan(change, contract, version, text)
    is_changed = values_of(version) != before
    version.version += is_changed
    if is_changed and contract.signed_on is None:
        put_plan(change, contract, terms)
    return missing_milestones(change, contract, terms)


def add_version(
    change: UnitOfWork, contract: Contract, wish: ContractWish, source: Source
) -> list[str]:
    """Give a contract its first version. Return the milestones that its plan lacks.

    Raises EmptyAmount, NoSuchDecimals, EndsBeforeStart, and what plans raise.
    """
    if source.amount <= 0:
        raise EmptyAmount
    check_amount(contract, source.amount, source.currency)
    version = change.add(
        ContractVersion(
            contract_id=contract.id, n=1, amount_cents=source.amount, recorded_at=change.now
        )
    )
    if source.quote and source.version:
        version.net_cents, version.tax_cents = source.version.net_cents, source.version.tax_cents
        copy_quote(change, source.quote, source.version, version)
    return set_terms(change, contract, version, wish)
