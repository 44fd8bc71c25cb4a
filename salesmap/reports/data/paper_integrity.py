"""Whether the amounts of papers agree with their lines, and sent papers are as they were sent."""

from itertools import groupby

from salesmap.core.i18n import _
from salesmap.domain.quote.content import priced, seal_of, terms_of
from salesmap.domain.quote.totals import totals
from salesmap.domain.records import Quote, QuoteLine, QuoteVersion
from salesmap.store.connection import Connection
from salesmap.store.mapper import fetch

_MOST_LISTED = 20


def paper_contradictions(connection: Connection) -> list[str]:
    """Return a line for each rule that some quotes break."""
    quotes = {each.id: each for each in fetch(connection, Quote, "1 = 1", (), "id")}
    lines = {
        version: list(members)
        for version, members in groupby(
            fetch(connection, QuoteLine, "1 = 1", (), "quote_version_id, position, id"),
            key=lambda line: line.quote_version_id,
        )
    }
    wrong, changed = [], []
    for version in fetch(connection, QuoteVersion, "1 = 1", (), "id"):
        quote, of_version = quotes[version.quote_id], lines.get(version.id, [])
        if not _adds_up(quote, version, of_version):
            wrong.append(f"{quote.id} v{version.n}")
        if version.content_hash and version.content_hash != seal_of(quote, version, of_version):
            changed.append(f"{quote.id} v{version.n}")
    rules = (
        (wrong, _("the amounts do not agree with the lines")),
        (changed, _("changed after it was sent")),
    )
    text = _("Quotes {quotes}: {rule}.")
    return [
        text.format(quotes=", ".join(found[:_MOST_LISTED]), rule=rule)
        for found, rule in rules
        if found
    ]


def _adds_up(quote: Quote, version: QuoteVersion, lines: list[QuoteLine]) -> bool:
    figures = totals([priced(line) for line in lines], terms_of(quote, version))
    kept = (
        version.list_total_cents,
        version.subtotal_cents,
        version.order_discount_cents,
        version.charged_cents,
        version.net_cents,
        version.tax_cents,
        version.rounding_cents,
        version.total_cents,
        version.below_floor,
    )
    return kept == (
        figures.list_total,
        figures.subtotal,
        figures.discount,
        figures.charged,
        figures.net,
        figures.tax,
        figures.rounding,
        figures.total,
        int(figures.below_floor),
    )
