"""Setting prices of products: their own, and those of lists, customers, tiers, quantities."""

from datetime import date
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.core.figures.currencies import check_unit
from salesmap.core.folding import fold
from salesmap.domain.product.errors import PriceExpiresFirst, PriceNotFound
from salesmap.domain.product.product import apply, kept_in_new_currency
from salesmap.domain.records import Price, Product
from salesmap.domain.vocabulary import TIERS
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class PriceTerms(NamedTuple):
    """For whom, from which quantity (millionths) and when a price holds; days are inclusive."""

    list_name: str | None = None
    customer_id: int | None = None
    tier: str | None = None
    min_qty_micros: int = 0
    since: date | None = None
    until: date | None = None


class PriceChange(NamedTuple):
    """A price before and after, in hundredths of a currency; `before` is None for a new one.

    `price_id` is None for the price of the product itself; `is_kept`: its cost or floor is in a
    new currency now.
    """

    price_id: int | None
    before: tuple[int, str] | None
    after: tuple[int, str]
    is_kept: bool = False


def set_price(
    database: Database, product_id: int, amount: int, currency: str | None, terms: PriceTerms
) -> PriceChange:
    """Set a price; one under the same terms is replaced, without terms it is the product's own.

    The currency is the product's unless told. Raises PriceExpiresFirst, NoSuchDecimals.
    """
    if terms.since and terms.until and terms.until < terms.since:
        raise PriceExpiresFirst(terms.since.isoformat(), terms.until.isoformat())
    with transaction(database) as change:
        product = change.existing(Product, product_id)
        after = amount, currency or product.currency
        check_unit(*after)
        change.describe("price set: {}", product.code)
        if terms == PriceTerms():
            before = product.price_cents, product.currency
            values = {"price_cents": amount, "currency": after[1]}
            is_kept = kept_in_new_currency(product, values)
            if apply(product, values):
                product.version += 1
            return PriceChange(None, before, after, is_kept)
        price = _price_under(change, product_id, terms)
        replaced = (price.amount_cents, price.currency) if price.id else None
        if replaced is None:
            price.amount_cents, price.currency = after
            change.add(price)
        elif replaced != after:
            price.amount_cents, price.currency = after
            price.version += 1
        return PriceChange(price.id, replaced, after)


def drop_price(database: Database, price_id: int) -> str:
    """Delete a price of a list, customer, tier or quantity. Return the product's code.

    Raises PriceNotFound.
    """
    with transaction(database) as change:
        price = change.get(Price, price_id)
        if price is None:
            raise PriceNotFound(price_id)
        product = change.existing(Product, price.product_id)
        change.delete(price)
        change.describe("price deleted: {}", product.code)
        return product.code


def _price_under(change: UnitOfWork, product_id: int, terms: PriceTerms) -> Price:
    """Return the price under these terms, or a new one that is not added yet."""
    wanted = Price(
        product_id=product_id,
        list_name=_spelled(change, "list_name", terms.list_name),
        list_key=fold(terms.list_name) if terms.list_name else None,
        customer_id=terms.customer_id,
        tier=_spelled(change, "tier", terms.tier),
        min_qty_micros=terms.min_qty_micros,
        amount_cents=0,
        currency="",
        since=terms.since.isoformat() if terms.since else None,
        until=terms.until.isoformat() if terms.until else None,
        recorded_at=change.now,
    )
    same = ("list_key", "customer_id", "tier", "min_qty_micros", "since", "until")
    for price in change.all(Price, "product_id = ?", product_id):
        if all(getattr(price, column) == getattr(wanted, column) for column in same):
            return price
    return wanted


def _spelled(change: UnitOfWork, column: str, name: str | None) -> str | None:
    """Return a list or a tier as it is spelled where it is used already."""
    if name is None:
        return None
    query = f"SELECT DISTINCT {column} FROM price WHERE {column} IS NOT NULL ORDER BY {column}"
    known = [word for (word,) in change.sql(query)]
    if column == "tier":
        tiers = "SELECT DISTINCT tier FROM customer WHERE tier IS NOT NULL ORDER BY tier"
        known = [*TIERS, *(word for (word,) in change.sql(tiers)), *known]
    bare = " ".join(name.split())
    return next((word for word in known if fold(word) == fold(bare)), bare)
