"""Prices: a list of them, and the one that holds for a buyer, with its reasons."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from salesmap.core.figures.rounding import MILLION
from salesmap.core.folding import fold
from salesmap.core.table import Table, columns
from salesmap.domain.product.prices import Buyer, PriceRow, explained
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "id:int code name level:word list customer tier min_qty:number price:money currency since:day "
    "until:day"
)
_DEFAULT_COLUMNS = (
    "id", "code", "list", "customer", "tier", "min_qty", "price", "currency", "since", "until",
)  # fmt: skip
_OF_PRODUCT = columns(
    "id:int level:word list customer tier min_qty:number price:money currency since:day until:day"
)
HOLDING = columns(
    "code name qty:number unit price:money currency tax_rate:ratio tax_included:yesno level:word "
    "list customer tier min_qty:number since:day until:day holds:yesno why:word id:int"
)
_HOLDING_SHOWN = (
    "code", "qty", "unit", "price", "currency", "level", "list", "customer", "tier", "min_qty",
    "since", "until", "why",
)  # fmt: skip


class PriceFilter(NamedTuple):
    """Which prices: of a product, list (folded), customer or tier; those that hold on a day."""

    product_id: int | None = None
    list_key: str | None = None
    customer_id: int | None = None
    tier: str | None = None
    on: str | None = None


class Wish(NamedTuple):
    """Who asks for the price of a product; the tier is the customer's unless told."""

    day: str
    qty_micros: int = MILLION
    customer_id: int | None = None
    list_name: str | None = None
    tier: str | None = None


def find(connection: Connection, wanted: PriceFilter) -> Table:
    """Return the prices by product; those of the products themselves unless narrowed to others."""
    tests, parameters = ["1 = 1"], wanted._asdict()
    for test, value in (
        ("r.product_id = :product_id", wanted.product_id),
        ("r.list_key = :list_key", wanted.list_key),
        ("r.customer_id = :customer_id", wanted.customer_id),
        ("r.tier = :tier", wanted.tier),
        ("coalesce(r.since, '') <= :on AND coalesce(r.until, '9999') >= :on", wanted.on),
    ):
        if value is not None:
            tests.append(test)
    rows = _rows(connection, "prices", " AND ".join(tests), parameters)
    if wanted.list_key is None and wanted.customer_id is None and wanted.tier is None:
        own = "p.retired_at IS NULL" if wanted.product_id is None else "p.id = :product_id"
        rows = sorted(
            [*_rows(connection, "own", own, parameters), *rows], key=lambda row: fold(row[1])
        )
    return Table(COLUMNS, [_listed(row) for row in rows], _DEFAULT_COLUMNS)


def one(connection: Connection, product_id: int, price_id: int | None) -> Table:
    """Return one price as a table of one row; without an id, the product's own."""
    if price_id is None:
        rows = _rows(connection, "own", "p.id = :id", {"id": product_id})
    else:
        rows = _rows(connection, "prices", "r.id = :id", {"id": price_id})
    return Table(COLUMNS, [_listed(row) for row in rows], _DEFAULT_COLUMNS)


def below_floor(connection: Connection, product_id: int, amount: int, currency: str) -> bool:
    """Return whether an amount is below the floor of a product, in its currency."""
    (floor, own), *_others = connection.execute(_SQL["floor"], {"id": product_id}).fetchall()
    return floor is not None and own == currency and amount < floor


def product_prices(connection: Connection, product_id: int) -> Table:
    """Return the prices of a product for lists, customers, tiers and quantities."""
    rows = _rows(connection, "prices", "r.product_id = :id", {"id": product_id})
    return Table(_OF_PRODUCT, [(row[0], *_listed(row)[3:]) for row in rows])


def holding(connection: Connection, product_id: int, wish: Wish) -> Table:
    """Return the prices of a product, the one that holds first, each with why it does or not."""
    own = _rows(connection, "own", "p.id = :id", {"id": product_id})[0]
    rows = {
        row[0] or 0: row
        for row in [own, *_rows(connection, "prices", "r.product_id = :id", {"id": product_id})]
    }
    tier = wish.tier
    if tier is None and wish.customer_id is not None:
        (tier,) = connection.execute(_SQL["customer_tier"], {"id": wish.customer_id}).fetchone()
    buyer = Buyer(
        day=wish.day,
        qty_micros=wish.qty_micros,
        customer_id=wish.customer_id,
        list_key=fold(wish.list_name) if wish.list_name else None,
        tier=tier,
    )
    known = [_price(number, row) for number, row in rows.items()]
    code, name, tax, included, unit = own[1], own[2], own[13], own[14], own[15]
    return Table(
        HOLDING,
        [
            (
                code, name, _units(wish.qty_micros), unit, price.amount_cents,
                rows[price.id][8], tax / MILLION, bool(included), price.level, *rows[price.id][3:6],
                _step(price.min_qty_micros), price.since, price.until, why == "holds", why,
                price.id or None,
            )
            for price, why in explained(known, buyer)
        ],
        _HOLDING_SHOWN,
    )  # fmt: skip


def lists(connection: Connection) -> list[str]:
    """Return the names of the price lists."""
    return [name for (name,) in connection.execute(_SQL["lists"]).fetchall()]


def tiers(connection: Connection) -> list[str]:
    """Return the tiers of prices and customers."""
    return [tier for (tier,) in connection.execute(_SQL["tiers"]).fetchall()]


def _rows(
    connection: Connection, statement: str, condition: str, parameters: dict[str, Any]
) -> list[tuple[Any, ...]]:
    sql = _SQL[statement].replace("{condition}", condition)
    return connection.execute(sql, parameters).fetchall()


def _listed(row: Sequence[Any]) -> tuple[Any, ...]:
    id, code, name, list_name, customer, tier, min_qty, price, currency, since, until = row[:11]
    level = _price(0, row).level
    return (
        id, code, name, level, list_name, customer, tier, _step(min_qty),
        price, currency, since, until,
    )  # fmt: skip


def _price(id: int, row: Sequence[Any]) -> PriceRow:
    return PriceRow(
        id=id,
        amount_cents=row[7],
        list_key=row[12],
        customer_id=row[11],
        tier=row[5],
        min_qty_micros=row[6],
        since=row[9],
        until=row[10],
    )


def _step(micros: int) -> int | float | None:
    """Return the smallest quantity of a price in units, None for any."""
    return _units(micros) if micros else None


def _units(micros: int) -> int | float:
    """Return a quantity in units, whole where it is."""
    return micros // MILLION if micros % MILLION == 0 else micros / MILLION
