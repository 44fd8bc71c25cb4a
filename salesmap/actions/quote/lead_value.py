"""The value of a lead that follows its quotes, where the map says so."""

from salesmap.domain.lead import Lead
from salesmap.domain.quote.quote import Quote
from salesmap.domain.records import QuoteVersion
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


def follow_quote(change: UnitOfWork, lead: Lead, quote: Quote, version: QuoteVersion) -> int | None:
    """Set the lead's value to that of a version. Return it, None where nothing changed."""
    figure = current_map(change.connection).quoting.lead_value
    if figure == "off" or lead.status != "open":
        return None
    cents = version.net_cents if figure == "net" else version.total_cents
    if (lead.value_cents, lead.currency) == (cents, quote.currency):
        return None
    lead.value_cents, lead.currency = cents, quote.currency
    lead.renew(change.now)
    return cents
