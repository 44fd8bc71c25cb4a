"""What contracts are made from: a lead's accepted quote, an amount, or the lead's value."""

from typing import Any, NamedTuple

from salesmap.actions.quote.threads import lines_of, totals_of
from salesmap.core.money import money_text
from salesmap.domain.contract.contract import Contract
from salesmap.domain.contract.refusals import (
    NoContractAmount,
    QuoteNotAccepted,
    QuoteOfOtherLead,
)
from salesmap.domain.lead import Lead
from salesmap.domain.quote.quote import Quote
from salesmap.domain.quote.refusals import OtherCurrency
from salesmap.domain.records import ContractLine, ContractVersion, QuoteVersion
from salesmap.store.unit_of_work import UnitOfWork

_COPIED = ("code", "name", "unit", "qty_micros", "price_cents", "tax_ppm")


class Source(NamedTuple):
    """What a contract is made from."""

    amount: int
    currency: str
    quote: Quote | None = None
    version: QuoteVersion | None = None
    of_value: bool = False


def source_of(
    change: UnitOfWork,
    lead: Lead,
    amount_cents: int | None,
    currency: str | None,
    quote_id: int | None,
) -> Source:
    """Return what a new contract is made from; an amount goes before that of the quote.

    Raises QuoteNotAccepted, QuoteOfOtherLead, OtherCurrency, NoContractAmount.
    """
    if quote_id is None and amount_cents is not None:
        return Source(amount_cents, currency or lead.currency)
    accepted = _accepted(change, lead, quote_id)
    if accepted is not None:
        quote = change.existing(Quote, accepted.quote_id)
        if currency and currency != quote.currency:
            raise OtherCurrency(money_text(amount_cents or 0), currency, quote.currency)
        return Source(amount_cents or accepted.total_cents, quote.currency, quote, accepted)
    if not lead.value_cents:
        raise NoContractAmount(lead.name)
    return Source(lead.value_cents, lead.currency, of_value=True)


def _accepted(change: UnitOfWork, lead: Lead, quote_id: int | None) -> QuoteVersion | None:
    """Return the accepted version of a quote, or of the lead's newest accepted one."""
    if quote_id is None:
        return change.first(
            QuoteVersion,
            "accepted_at IS NOT NULL AND quote_id IN (SELECT id FROM quote WHERE lead_id = ?)",
            lead.id,
            order="accepted_at DESC, id DESC",
        )
    quote = change.existing(Quote, quote_id)
    if quote.lead_id != lead.id:
        raise QuoteOfOtherLead(quote.name, quote.lead_id)
    accepted = change.first(QuoteVersion, "quote_id = ? AND accepted_at IS NOT NULL", quote_id)
    if accepted is None:
        raise QuoteNotAccepted(quote.name, quote.id)
    return accepted


def contract_of(change: UnitOfWork, version: QuoteVersion | None) -> str | None:
    """Return the contract that was made from a quote already."""
    if version is None:
        return None
    earlier = change.first(
        Contract, "quote_version_id = ? AND voided_at IS NULL", version.id, order="id DESC"
    )
    return earlier.name if earlier else None


def copy_quote(
    change: UnitOfWork, quote: Quote, quoted: QuoteVersion, version: ContractVersion
) -> None:
    """Give a version copies of the quote's lines that count, and its texts."""
    figures = {line.position: line for line in totals_of(change, quote, quoted).lines}
    position = 0
    for line in lines_of(change, quoted):
        sums = figures[line.position]
        if not sums.counts and line.kind != "text":
            continue
        position += 1
        copied: dict[str, Any] = {column: getattr(line, column) for column in _COPIED}
        if sums.counts:
            copied |= {"net_cents": sums.net, "tax_cents": sums.tax}
        change.add(ContractLine(contract_version_id=version.id, position=position, **copied))
