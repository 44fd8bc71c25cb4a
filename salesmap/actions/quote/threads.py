"""Quotes as actions load and save them."""

from salesmap.core.figures.currencies import check_unit
from salesmap.domain.lead import Lead
from salesmap.domain.quote.content import priced, terms_of
from salesmap.domain.quote.quote import Quote, Thread
from salesmap.domain.quote.refusals import QuoteNotFound
from salesmap.domain.quote.totals import QuoteTotals, totals
from salesmap.domain.records import QuoteLine, QuoteVersion
from salesmap.store.unit_of_work import UnitOfWork


def thread_with_id(change: UnitOfWork, quote_id: int) -> Thread:
    """Return a quote with its versions. Raises QuoteNotFound."""
    quote = change.get(Quote, quote_id)
    if quote is None:
        raise QuoteNotFound(quote_id)
    return Thread(quote, change.all(QuoteVersion, "quote_id = ?", quote_id, order="n, id"))


def today_of(change: UnitOfWork) -> str:
    """Return the day of a change, as stored."""
    return change.database.clock.today().isoformat()


def lead_of(change: UnitOfWork, quote: Quote) -> Lead:
    """Return the lead of a quote."""
    return change.existing(Lead, quote.lead_id)


def lines_of(change: UnitOfWork, version: QuoteVersion) -> list[QuoteLine]:
    """Return the lines of a version in their order."""
    return change.all(QuoteLine, "quote_version_id = ?", version.id, order="position, id")


def totals_of(change: UnitOfWork, quote: Quote, version: QuoteVersion) -> QuoteTotals:
    """Return what a version comes to. Raises DiscountTooLarge, RoundedToNothing, TotalTooLarge."""
    return totals([priced(line) for line in lines_of(change, version)], terms_of(quote, version))


def save_totals(change: UnitOfWork, quote: Quote, version: QuoteVersion) -> QuoteTotals:
    """Compute a draft anew after a change of it, and count the change. Return its totals.

    Raises NoSuchDecimals, and what `totals_of` raises.
    """
    _check_units(change, quote, version)
    found = totals_of(change, quote, version)
    version.list_total_cents = found.list_total
    version.subtotal_cents = found.subtotal
    version.order_discount_cents = found.discount
    version.charged_cents = found.charged
    version.net_cents, version.tax_cents = found.net, found.tax
    version.rounding_cents, version.total_cents = found.rounding, found.total
    version.below_floor = int(found.below_floor)
    version.version += 1
    quote.version += 1
    return found


def _check_units(change: UnitOfWork, quote: Quote, version: QuoteVersion) -> None:
    """Check that the amounts of a version are whole where its currency has no cents."""
    amounts = [version.discount_cents, version.round_to_cents]
    for line in lines_of(change, version):
        amounts += [line.price_cents, line.discount_cents]
    for cents in amounts:
        check_unit(cents, quote.currency)
