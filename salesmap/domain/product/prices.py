"""Which price of a product holds: the customer's, else the list's, else the tier's, else its own.

Among the prices of one level the largest quantity step that is reached decides, then the one that
began last, then the newest. Days are inclusive.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from salesmap.core.i18n import N_

LEVELS = (N_("customer"), N_("list"), N_("tier"), N_("product"))


class PriceRow(NamedTuple):
    """A price of a product, and for whom, from which quantity (millionths) and when it holds."""

    id: int
    amount_cents: int
    list_key: str | None = None
    customer_id: int | None = None
    tier: str | None = None
    min_qty_micros: int = 0
    since: str | None = None
    until: str | None = None

    @property
    def level(self) -> str:
        """Return the level of `LEVELS` that the price is on."""
        if self.customer_id is not None:
            return "customer"
        if self.list_key is not None:
            return "list"
        return "tier" if self.tier is not None else "product"


class Buyer(NamedTuple):
    """Who asks for a price: how much (millionths), on which day."""

    day: str
    qty_micros: int
    customer_id: int | None = None
    list_key: str | None = None
    tier: str | None = None


def holds(price: PriceRow, buyer: Buyer) -> bool:
    """Return whether a price is open to a buyer."""
    return (
        price.customer_id in (None, buyer.customer_id)
        and price.list_key in (None, buyer.list_key)
        and price.tier in (None, buyer.tier)
        and price.min_qty_micros <= buyer.qty_micros
        and (price.since or "") <= buyer.day <= (price.until or "9999")
    )


def ranked(prices: Iterable[PriceRow], buyer: Buyer) -> Sequence[PriceRow]:
    """Return the prices that hold for a buyer, the one that decides first."""
    return sorted(
        (price for price in prices if holds(price, buyer)),
        key=lambda price: (
            -LEVELS.index(price.level),
            price.min_qty_micros,
            price.since or "",
            price.id,
        ),
        reverse=True,
    )


class Explained(NamedTuple):
    """A price, and why it holds or does not: a word of `WHY`."""

    price: PriceRow
    why: str


WHY = (
    N_("holds"),
    N_("weaker_level"),
    N_("smaller_step"),
    N_("began_earlier"),
    N_("set_earlier"),
    N_("other_customer"),
    N_("other_list"),
    N_("other_tier"),
    N_("quantity_not_reached"),
    N_("not_yet_valid"),
    N_("no_longer_valid"),
)
"""`holds`, what another price beats it by, or why it is not open to the buyer."""


def explained(prices: Iterable[PriceRow], buyer: Buyer) -> list[Explained]:
    """Return all prices: the one that holds, others open to the buyer, those that are not."""
    known = list(prices)
    order = ranked(known, buyer)
    best = [Explained(price, _beaten_by(price, order[0])) for price in order]
    others = [Explained(price, _closed_by(price, buyer)) for price in known if price not in order]
    return best + others


def _beaten_by(price: PriceRow, best: PriceRow) -> str:
    if price == best:
        return "holds"
    if price.level != best.level:
        return "weaker_level"
    if price.min_qty_micros != best.min_qty_micros:
        return "smaller_step"
    return "began_earlier" if (price.since or "") != (best.since or "") else "set_earlier"


def _closed_by(price: PriceRow, buyer: Buyer) -> str:
    if price.customer_id not in (None, buyer.customer_id):
        return "other_customer"
    if price.list_key not in (None, buyer.list_key):
        return "other_list"
    if price.tier not in (None, buyer.tier):
        return "other_tier"
    if price.min_qty_micros > buyer.qty_micros:
        return "quantity_not_reached"
    return "not_yet_valid" if (price.since or "") > buyer.day else "no_longer_valid"
