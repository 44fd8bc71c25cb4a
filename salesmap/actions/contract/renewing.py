"""Contracts that change after they were signed: amended, or renewed at their end."""

from salesmap.actions.contract.drafting import (
    ContractWish,
    Drafted,
    add_version,
    amounts_of,
    copy_lines,
    lines_beside,
    new_parts,
    set_terms,
)
from salesmap.actions.contract.loading import check_amount, file_with_id
from salesmap.actions.contract.sources import Source
from salesmap.actions.database.create import transaction
from salesmap.actions.team.owners import chosen
from salesmap.domain.contract.contract import Contract, following_term
from salesmap.domain.contract.refusals import NotAnAmendment
from salesmap.domain.records import ContractVersion
from salesmap.store.database import Database

_TERMS = ("amount_cents", "starts", "ends", "notice_days", "plan_text")


def amend(database: Database, contract_id: int, wish: ContractWish, why: str | None) -> Drafted:
    """Draft the next version of a signed contract; it holds when it is signed.

    Raises ContractNotSigned, ContractEnded, AmendmentExists, NotAnAmendment, EmptyAmount,
    EndsBeforeStart, and what plans raise.
    """
    with transaction(database) as change:
        file = file_with_id(change, contract_id)
        base = file.amendable()
        check_amount(file.contract, wish.amount_cents, wish.currency)
        version = change.add(
            ContractVersion(
                contract_id=contract_id,
                n=base.n + 1,
                amount_cents=base.amount_cents,
                net_cents=base.net_cents,
                tax_cents=base.tax_cents,
                starts=base.starts,
                ends=base.ends,
                notice_days=base.notice_days,
                plan_text=base.plan_text,
                why=why,
                recorded_at=change.now,
            )
        )
        copy_lines(change, base, version)
        unknown = set_terms(change, file.contract, version, wish)
        if all(getattr(version, name) == getattr(base, name) for name in _TERMS):
            raise NotAnAmendment(file.contract.name)
        file.contract.version += 1
        parts = new_parts(change, file.contract, version, amounts_of(change, file.contract))
        change.describe("contract amended: {}", f"{file.contract.kept_name} v{version.n}")
        beside = lines_beside(change, version, wish.amount_cents)
        return Drafted(contract_id, unknown=unknown, parts=parts, lines_cents=beside)


def renew(database: Database, contract_id: int, wish: ContractWish) -> Drafted:
    """Draft the contract that continues a signed one, from the day after its end.

    It is as long, and comes to the same, unless wished otherwise. Raises ContractNotSigned,
    EmptyAmount, EndsBeforeStart, and what plans raise.
    """
    with transaction(database) as change:
        file = file_with_id(change, contract_id)
        old, base = file.contract, file.in_force
        old.require_signed()
        check_amount(old, wish.amount_cents, wish.currency)
        earlier = change.first(Contract, "renews_id = ? AND voided_on IS NULL", old.id)
        starts, ends = following_term(old.starts, old.ends, wish.starts)
        contract = change.add(
            Contract(
                lead_id=old.lead_id,
                customer_id=old.customer_id,
                renews_id=old.id,
                currency=old.currency,
                owner=chosen(wish.owner, lambda: old.owner),
                note=wish.note,
                external_id=wish.external_id,
                recorded_at=change.now,
            )
        )
        amount = base.amount_cents if wish.amount_cents is None else wish.amount_cents
        terms = wish._replace(
            starts=starts,
            ends=wish.ends or ends,
            notice_days=old.notice_days if wish.notice_days is None else wish.notice_days,
        )
        unknown = add_version(change, contract, terms, Source(amount, old.currency))
        if amount == base.amount_cents:
            version = file_with_id(change, contract.id).in_force
            version.net_cents, version.tax_cents = base.net_cents, base.tax_cents
            copy_lines(change, base, version)
        change.describe("contract renewed: {}", old.kept_name)
        return Drafted(contract.id, unknown=unknown, renewed_by=earlier.name if earlier else None)
