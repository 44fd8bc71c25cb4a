"""Records of what was invoiced."""

from datetime import date
from typing import NamedTuple

from salesmap.actions.contract.loading import check_amount, file_with_id, past_day
from salesmap.actions.database.create import transaction
from salesmap.domain.contract.refusals import (
    ContractEnded,
    EmptyAmount,
    InvoicedTooMuch,
    OverNeedsNote,
)
from salesmap.domain.records import Invoice
from salesmap.store.database import Database


class InvoiceWish(NamedTuple):
    """An invoice to record. The amount is in hundredths; `over`: beyond the contract."""

    amount_cents: int
    currency: str | None = None
    kind: str | None = None
    tax_ppm: int | None = None
    number: str | None = None
    on: date | None = None
    note: str | None = None
    over: bool = False


class Invoiced(NamedTuple):
    """An invoice that was recorded; `same_as` is an earlier one of the same number."""

    invoice_id: int
    same_as: int | None = None


def add(database: Database, contract_id: int, wish: InvoiceWish) -> Invoiced:
    """Record an invoice on a contract.

    Raises ContractNotFound, ContractEnded (void), EmptyAmount, ContractInOtherCurrency,
    InvoicedTooMuch, OverNeedsNote, SignedInFuture.
    """
    if wish.amount_cents <= 0:
        raise EmptyAmount
    if wish.over and not (wish.note or "").strip():
        raise OverNeedsNote
    with transaction(database) as change:
        file = file_with_id(change, contract_id)
        contract = file.contract
        if contract.end == "void":
            raise ContractEnded(contract.name, "void")
        check_amount(contract, wish.amount_cents, wish.currency)
        ((before,),) = change.sql(
            "SELECT coalesce(sum(amount_cents), 0) FROM invoice WHERE contract_id = ?", contract_id
        )
        amount, invoiced = file.in_force.amount_cents, before + wish.amount_cents
        if invoiced > amount and not wish.over:
            raise InvoicedTooMuch(contract.name, invoiced, amount)
        same = change.first(Invoice, "number = ?", wish.number) if wish.number else None
        invoice = change.add(
            Invoice(
                contract_id=contract_id,
                amount_cents=wish.amount_cents,
                kind=wish.kind,
                tax_ppm=wish.tax_ppm,
                number=wish.number,
                issued_on=past_day(change, wish.on).isoformat(),
                note=wish.note,
                actor=change.database.user,
                recorded_at=change.now,
            )
        )
        change.describe("invoice recorded: {}", f"{contract.kept_name} {wish.number or ''}".strip())
        return Invoiced(invoice.id, same.id if same else None)
