"""Whether a quote has become a price war, and by which signs."""

from salesmap.core.clock import Clock, instant
from salesmap.core.figures.rounding import MILLION
from salesmap.core.i18n import N_
from salesmap.domain.quote.negotiation import is_near_floor, price_war
from salesmap.domain.records import QuoteVersion
from salesmap.reports.quote.lines import priced_version
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.mapper import fetch

SIGNS = {
    "price_only": N_("two revisions for the price in a row with nothing got for them"),
    "no_taper": N_("a concession no smaller than the one before"),
    "given": N_("more given away than the map allows"),
    "near_floor": N_("within 2% of the floor"),
    "competitor": N_("a competitor's price"),
    "haste": N_("less than a day between versions"),
}
"""What each sign of a price war says."""

_BIDS = "SELECT 1 FROM bid WHERE quote_id = ? AND competitor IS NOT NULL LIMIT 1"


def war_signs(connection: Connection, quote_id: int, clock: Clock) -> tuple[str, ...]:
    """Return the signs of a price war on a quote, those of SIGNS; nothing while it is none."""
    versions = fetch(connection, QuoteVersion, "quote_id = ?", (quote_id,), "n, id")
    if len(versions) < 2:
        return ()
    newest = priced_version(connection, versions[-1].id)
    return price_war(
        versions,
        now=instant(clock.now()),
        limit_ppm=round(current_map(connection).quoting.given_limit * MILLION),
        near_floor=is_near_floor(newest.priced, newest.totals),
        competitor=connection.execute(_BIDS, (quote_id,)).fetchone() is not None,
    )
