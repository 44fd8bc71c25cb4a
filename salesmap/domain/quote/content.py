"""What a sent version says, sealed by a hash: a paper changed after it went out is found."""

from collections.abc import Sequence

from salesmap.core.content_hash import content_hash
from salesmap.core.figures.currencies import smallest_unit
from salesmap.domain import records
from salesmap.domain.quote.totals import OrderTerms, PricedLine
from salesmap.domain.records import QuoteLine, QuoteVersion

_OF_VERSION = (
    "n",
    "text",
    "valid_until",
    "net_cents",
    "tax_cents",
    "rounding_cents",
    "total_cents",
    "shown",
)
_OF_LINE = (
    "position",
    "kind",
    "is_chosen",
    "code",
    "name",
    "unit",
    "qty_micros",
    "price_cents",
    "discount_ppm",
    "discount_cents",
    "tax_ppm",
)


def seal_of(quote: records.Quote, version: QuoteVersion, lines: Sequence[QuoteLine]) -> str:
    """Return the hash of everything that the customer sees on a version."""
    return content_hash(
        {
            "number": quote.number,
            "currency": quote.currency,
            "tax_included": quote.tax_included,
            **{name: getattr(version, name) for name in _OF_VERSION},
            "lines": [{name: getattr(line, name) for name in _OF_LINE} for line in lines],
        }
    )


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


def terms_of(quote: records.Quote, version: QuoteVersion) -> OrderTerms:
    """Return the terms of a version as the totals need them."""
    return OrderTerms(
        tax_included=bool(quote.tax_included),
        discount_ppm=version.discount_ppm,
        discount_cents=version.discount_cents,
        round_to_cents=version.round_to_cents,
        unit=smallest_unit(quote.currency),
    )
