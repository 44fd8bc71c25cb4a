"""Which price of a product holds: the customer's, else the list's, else the tier's, else its own.

Among the prices of one level the largest quantity step that is reached decides, then the one that
began last, then the newest. Days are inclusive.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LEVELS = ("customer", "list", "tier", "product")


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
