"""The lines of a version of a quote, with what they come to."""

from typing import Any, NamedTuple

from salesmap.core.figures.percentages import percent_text
from salesmap.core.figures.rounding import MILLION, half_up
from salesmap.core.i18n import _
from salesmap.core.money import money_text
from salesmap.core.table import Table, columns
from salesmap.domain.quote.content import priced, terms_of
from salesmap.domain.quote.totals import LineTotals, PricedLine, QuoteTotals, totals
from salesmap.domain.records import Quote, QuoteLine, QuoteVersion
from salesmap.store.connection import Connection
from salesmap.store.mapper import fetch

COLUMNS = columns(
    "line:int kind:text:kind_words chosen:yesno code name unit qty:number "
    "list_price:money price:money discount:money amount:money order_discount:money "
    "gross:money net:money tax:money "
    "tax_rate:ratio effective_price:money floor:money below_floor:yesno need discount_typed"
)
_KINDS = {"item": ""}
"""What kinds are called on screens where that is not their key: most lines are nothing special."""

_SHOWN = (
    "line",
    "kind",
    "code",
    "name",
    "qty",
    "unit",
    "price",
    "discount_typed",
    "amount",
    "tax_rate",
)


class PricedVersion(NamedTuple):
    """The lines of a version as stored, as the totals need them, and what they come to."""

    stored: list[QuoteLine]
    priced: list[PricedLine]
    totals: QuoteTotals


def priced_version(connection: Connection, version_id: int) -> PricedVersion:
    """Return the lines of a version by its id."""
    (version,) = fetch(connection, QuoteVersion, "id = ?", (version_id,), "id")
    (quote,) = fetch(connection, Quote, "id = ?", (version.quote_id,), "id")
    stored = fetch(connection, QuoteLine, "quote_version_id = ?", (version_id,), "position, id")
    lines = [priced(line) for line in stored]
    return PricedVersion(stored, lines, totals(lines, terms_of(quote, version)))


def version_lines(connection: Connection, version_id: int) -> Table:
    """Return the lines of a version as a table."""
    version = priced_version(connection, version_id)
    values = [
        _row(*each)
        for each in zip(version.stored, version.priced, version.totals.lines, strict=True)
    ]
    return Table(COLUMNS, values, _SHOWN, ("kind_words",))


def _row(stored: QuoteLine, written: PricedLine, line: LineTotals) -> tuple[Any, ...]:
    return (
        stored.position, stored.kind, bool(stored.is_chosen), stored.code, stored.name, stored.unit,
        units(stored.qty_micros), stored.list_price_cents, stored.price_cents,
        line.discount, line.amount, line.order_discount, line.gross, line.net, line.tax,
        stored.tax_ppm / MILLION, half_up(line.effective_price),
        None if written.floor is None else half_up(written.floor), line.below_floor,
        stored.need, discount_text(stored.discount_ppm, stored.discount_cents),
        _KINDS.get(stored.kind, _(stored.kind)),
    )  # fmt: skip


def units(micros: int) -> int | float:
    """Return a quantity in units, whole where it is."""
    return micros // MILLION if micros % MILLION == 0 else micros / MILLION


def discount_text(ppm: int | None, cents: int | None) -> str | None:
    """Return a discount as it was typed; None without one."""
    parts = [percent_text(ppm) if ppm else None, money_text(cents) if cents else None]
    return " + ".join(part for part in parts if part) or None
