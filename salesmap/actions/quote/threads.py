"""Quotes as actions load and save them."""

from fractions import Fraction

from salesmap.domain.lead import Lead
from salesmap.domain.quote.quote import Quote, Thread
from salesmap.domain.quote.refusals import QuoteNotFound
from salesmap.domain.quote.totals import OrderTerms, PricedLine, QuoteTotals, totals
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


def priced(line: QuoteLine) -> PricedLine:
    """Return a stored line as the totals need it."""
    return PricedLine(
        position=line.position,
        kind=line.kind,
        chosen=bool(line.is_chosen),
        code=line.code,
        qty_micros=line.qty_micros,
        list_price_cents=line.list_price_cents,
        price_cents=line.price_cents,
        discount_ppm=line.discount_ppm,
        discount_cents=line.discount_cents,
        tax_ppm=line.tax_ppm,
        floor_cents=line.floor_cents,
        max_discount_ppm=line.max_discount_ppm,
    )


def terms_of(quote: Quote, version: QuoteVersion) -> OrderTerms:
    """Return the terms of a version as the totals need them."""
    return OrderTerms(
        tax_included=bool(quote.tax_included),
        discount_ppm=version.discount_ppm,
        discount_cents=version.discount_cents,
        round_to_cents=version.round_to_cents,
    )


def save_totals(change: UnitOfWork, quote: Quote, version: QuoteVersion) -> QuoteTotals:
    """Compute a draft anew after a change of it, and count the change. Return its totals."""
    found = totals_of(change, quote, version)
    version.list_total_cents = found.list_total
    version.subtotal_cents = found.subtotal
    version.order_discount_cents = found.discount
    version.charged_cents = charged(found)
    version.net_cents, version.tax_cents = found.net, found.tax
    version.rounding_cents, version.total_cents = found.rounding, found.total
    version.below_floor = int(found.below_floor)
    version.version += 1
    quote.version += 1
    return found


def charged(found: QuoteTotals) -> int:
    """Return what is left of the list total after all discounts, in the quote's tax mode."""
    left = Fraction(found.list_total) * (1 - found.discount_rate)
    return round(left)
