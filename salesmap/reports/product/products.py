"""Products: a list, and one of them in full.

Rates are shares (13 % is 0.13). What a product covers are needs, what it requires and excludes
codes of products.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.core.figures.rounding import MILLION
from salesmap.core.folding import fold
from salesmap.core.table import Table, columns
from salesmap.reports.product.prices import product_prices
from salesmap.reports.query.like import escape_like
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "id:int code name unit category price:money currency tax_rate:ratio tax_included:yesno "
    "cost:money floor:money max_discount:ratio covers:list requires:list excludes:list "
    "retired_at:instant external_id recorded_at:instant version:int"
)
_DEFAULT_COLUMNS = ("code", "name", "unit", "category", "price", "currency", "tax_rate", "floor")
_LINKS = ("covers", "requires", "excludes")


class ProductFilter(NamedTuple):
    """Which products: words in code, name and category; categories; retired ones, too."""

    search: str | None = None
    categories: Sequence[str] = ()
    with_retired: bool = False


class ProductDetail(NamedTuple):
    """A product with its prices for customers, lists, tiers and quantities."""

    product: Table
    prices: Table

    def as_dict(self) -> dict[str, Any]:
        """Return the parts as `product show --format json` has them."""
        return {**self.product.dicts()[0], "prices": self.prices.dicts()}


def find(connection: Connection, wanted: ProductFilter) -> Table:
    """Return the products by category and code."""
    tests = [] if wanted.with_retired else ["p.retired_at IS NULL"]
    parameters: dict[str, Any] = {}
    for number, word in enumerate(fold(wanted.search or "").split()):
        parameters[f"word{number}"] = f"%{escape_like(word)}%"
        names = ("p.code_key", "p.name_key", "lower(coalesce(p.category, ''))")
        either = (f"{name} LIKE :word{number} ESCAPE '\\'" for name in names)
        tests.append(f"({' OR '.join(either)})")
    found = _table(connection, " AND ".join(tests) or "1 = 1", parameters)
    if not wanted.categories:
        return found
    place = found.names().index("category")
    keys = {fold(category) for category in wanted.categories}
    rows = [row for row in found.values if fold(row[place] or "") in keys]
    return found._replace(values=rows)


def categories(connection: Connection) -> list[str]:
    """Return the categories in use."""
    place = [column.name for column in COLUMNS].index("category")
    rows = _table(connection, "p.category IS NOT NULL", {}).values
    return list(dict.fromkeys(row[place] for row in rows))


def one(connection: Connection, product_id: int) -> Table:
    """Return one product as a table of one row."""
    return _table(connection, "p.id = :id", {"id": product_id})


def detail(connection: Connection, product_id: int) -> ProductDetail:
    """Return a product in full."""
    return ProductDetail(one(connection, product_id), product_prices(connection, product_id))


class Oddities(NamedTuple):
    """What is odd about products: codes with a price below floor or cost, links to no product."""

    below_floor: Sequence[str]
    below_cost: Sequence[str]
    unknown: Sequence[tuple[str, str]]


def oddities(connection: Connection, codes: Sequence[str] = ()) -> Oddities:
    """Return what is odd about the products of these codes, or about all."""
    marks = ", ".join("?" * len(codes))
    condition = f"p.code_key IN ({marks})" if codes else "1 = 1"
    keys = [fold(code) for code in codes]
    sql = _SQL["products"].replace("{condition}", condition)
    rows = connection.execute(sql, keys).fetchall()
    unknown = _SQL["unknown_codes"].replace("{condition}", condition)
    return Oddities(
        [row[1] for row in rows if row[10] is not None and row[5] < row[10]],
        [row[1] for row in rows if row[9] is not None and row[5] < row[9]],
        connection.execute(unknown, keys).fetchall(),
    )


def _table(connection: Connection, condition: str, parameters: Mapping[str, Any]) -> Table:
    links: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    sql = _SQL["links"].replace("{condition}", condition)
    for product_id, kind, target in connection.execute(sql, parameters).fetchall():
        links[product_id][kind].append(target)
    sql = _SQL["products"].replace("{condition}", condition)
    rows = connection.execute(sql, parameters).fetchall()
    return Table(COLUMNS, [_row(row, links[row[0]]) for row in rows], _DEFAULT_COLUMNS)


def _row(row: Sequence[Any], links: Mapping[str, list[str]]) -> tuple[Any, ...]:
    (id, code, name, unit, category, price, currency, tax, included, cost, floor, discount,
     retired_at, external_id, recorded_at, version) = row  # fmt: skip
    targets = [json.dumps(links.get(kind, []), ensure_ascii=False) for kind in _LINKS]
    return (
        id, code, name, unit, category, price, currency, tax / MILLION, bool(included), cost, floor,
        None if discount is None else discount / MILLION, *targets, retired_at, external_id,
        recorded_at, version,
    )  # fmt: skip
