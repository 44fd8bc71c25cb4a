"""The lines of a version of a quote, with what they come to."""

from typing import Any

from salesmap.core.figures.currencies import smallest_unit
from salesmap.core.figures.percentages import percent_text
from salesmap.core.figures.rounding import MILLION, half_up
from salesmap.core.i18n import N_, _
from salesmap.core.money import money_text
from salesmap.core.table import Table, columns
from salesmap.domain.quote.totals import OrderTerms, PricedLine, QuoteTotals, totals
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

COLUMNS = columns(
    "line:int kind:text:kind_words chosen:yesno code name unit qty:number "
    "list_price:money price:money discount:money amount:money order_discount:money "
    "gross:money net:money tax:money "
    "tax_rate:ratio effective_price:money floor:money below_floor:yesno need discount_typed"
)
_KINDS = {"item": N_("standard")}
"""What the kinds are called where the key alone says something else."""

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
    "tax",
    "gross",
)


def version_lines(connection: Connection, version: int) -> Table:
    """Return the lines of a version by its id."""
    found, lines, figures = _read(connection, version)
    values = [
        (
            row[0], row[1], bool(row[2]), row[3], row[4], row[5], units(row[6]), row[7], row[8],
            line.discount, line.amount, line.order_discount, line.gross, line.net, line.tax,
            row[11] / MILLION, half_up(line.effective_price), _floor(priced), line.below_floor,
            row[13], discount_text(row[9], row[10]), _(_KINDS.get(row[1], row[1])),
        )
        for row, priced, line in zip(found, lines, figures.lines, strict=True)
    ]  # fmt: skip
    return Table(COLUMNS, values, _SHOWN, ("kind_words",))


def _floor(line: PricedLine) -> int | None:
    return None if line.floor is None else half_up(line.floor)


def units(micros: int) -> int | float:
    """Return a quantity in units, whole where it is."""
    return micros // MILLION if micros % MILLION == 0 else micros / MILLION


def priced_version(
    connection: Connection, version: int
) -> tuple[list[tuple[Any, ...]], QuoteTotals]:
    """Return the lines of a version as stored, and what they come to."""
    rows, _lines, figures = _read(connection, version)
    return rows, figures


def priced_lines(connection: Connection, version: int) -> tuple[list[PricedLine], QuoteTotals]:
    """Return the lines of a version as the totals need them, and what they come to."""
    _rows, lines, figures = _read(connection, version)
    return lines, figures


def _read(
    connection: Connection, version: int
) -> tuple[list[tuple[Any, ...]], list[PricedLine], QuoteTotals]:
    sql = statements(__file__)
    rows = connection.execute(sql["lines"], {"version": version}).fetchall()
    terms = connection.execute(sql["terms"], {"version": version}).fetchone()
    lines = [
        PricedLine(
            position=row[0],
            kind=row[1],
            chosen=bool(row[2]),
            code=row[3],
            qty_micros=row[6],
            list_price_cents=row[7],
            price_cents=row[8],
            discount_ppm=row[9],
            discount_cents=row[10],
            tax_ppm=row[11],
            floor_cents=row[12],
            max_discount_ppm=row[14],
        )
        for row in rows
    ]
    found = totals(
        lines, OrderTerms(bool(terms[3]), terms[5], terms[6], terms[7], smallest_unit(terms[2]))
    )
    return rows, lines, found


def discount_text(ppm: int | None, cents: int | None) -> str | None:
    """Return a discount as it was typed; None without one."""
    parts = [percent_text(ppm) if ppm else None, money_text(cents) if cents else None]
    return " + ".join(part for part in parts if part) or None
