"""Lines of a quote out of words: a product's code with a quantity, or a text with a price."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from salesmap.core.figures.quantities import parse_quantity
from salesmap.core.figures.rounding import MILLION
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.errors import EmptyText
from salesmap.domain.lead import Lead
from salesmap.domain.product.prices import Buyer, PriceRow, ranked
from salesmap.domain.quote.quote import Quote
from salesmap.domain.quote.refusals import (
    OtherCurrency,
    OtherTaxMode,
    PriceBelongsToOne,
    ProductRetired,
    UnknownProduct,
)
from salesmap.domain.records import Customer, Price, Product, QuoteLine
from salesmap.store.unit_of_work import UnitOfWork


class LineWish(NamedTuple):
    """What was typed about lines: the price and its currency, the unit, discounts, the kind."""

    price_cents: int | None = None
    currency: str | None = None
    unit: str | None = None
    tax_ppm: int | None = None
    discount_ppm: int | None = None
    discount_cents: int | None = None
    kind: str = "item"
    need: str | None = None
    tax_included: bool | None = None


_OF_TEXTS: dict[str, Any] = dict.fromkeys(("price_cents", "currency", "unit", "tax_ppm"))
"""What belongs to texts only where there are some beside products."""


class _Word(NamedTuple):
    """A word of the command line: what it names, and how many."""

    text: str
    product: Product | None
    qty_micros: int


def make_lines(
    change: UnitOfWork, quote: Quote, words: Sequence[str], wish: LineWish
) -> list[QuoteLine]:
    """Return new lines, without version and position; the quote takes its tax mode from the first.

    A price belongs to the text that is no product's code, or else to the only line; beside such
    texts products keep their unit and tax rate as well. Raises
    UnknownProduct, ProductRetired, PriceBelongsToOne, OtherCurrency, OtherTaxMode.
    """
    found = [_read(change, word) for word in words]
    owners = [word for word in found if word.product is None] or found
    if wish.price_cents is not None and len(owners) > 1:
        raise PriceBelongsToOne([word.text for word in owners])
    lines = []
    for word in found:
        own = wish if word in owners else wish._replace(**_OF_TEXTS)
        lines.append(_line(change, quote, word, own))
    return lines


def _read(change: UnitOfWork, word: str) -> _Word:
    """Return what a word names. A product's code may hold an @ itself. Raises EmptyText."""
    if not word.partition("@")[0].strip():
        raise EmptyText(_("A line needs a code or a text."))
    if product := _product(change, word):
        return _Word(word, product, MILLION)
    text, sign, quantity = word.rpartition("@")
    if not sign or not text.strip():
        return _Word(word.strip(), None, MILLION)
    return _Word(text.strip(), _product(change, text), parse_quantity(quantity))


def _product(change: UnitOfWork, code: str) -> Product | None:
    return change.first(Product, "code_key = ?", fold(code))


def _line(change: UnitOfWork, quote: Quote, word: _Word, wish: LineWish) -> QuoteLine:
    if wish.currency and wish.currency != quote.currency:
        raise OtherCurrency(word.text, wish.currency, quote.currency)
    if word.product is None:
        line = _own_line(change, word, wish)
        included = wish.tax_included
    else:
        line = _product_line(change, quote, word.product, word.qty_micros, wish)
        included = bool(word.product.tax_included)
        if wish.price_cents is not None and wish.tax_included is not None:
            included = wish.tax_included
    if wish.kind == "text":
        return line
    if quote.tax_included is None:
        quote.tax_included = int(bool(included))
    elif included is not None and bool(quote.tax_included) != included:
        raise OtherTaxMode(word.text, included=bool(quote.tax_included))
    return line


def _own_line(change: UnitOfWork, word: _Word, wish: LineWish) -> QuoteLine:
    """Return a line of one's own. Raises UnknownProduct without a price."""
    if wish.price_cents is None and wish.kind not in ("text", "free"):
        codes = [code for (code,) in change.sql("SELECT code FROM product ORDER BY code")]
        near = get_close_matches(fold(word.text), map(fold, codes), 3)
        raise UnknownProduct(word.text, [code for code in codes if fold(code) in near])
    return QuoteLine(
        quote_version_id=0,
        position=0,
        kind=wish.kind,
        name=word.text,
        unit=wish.unit,
        qty_micros=word.qty_micros,
        list_price_cents=None,
        price_cents=wish.price_cents,
        discount_ppm=wish.discount_ppm,
        discount_cents=wish.discount_cents,
        tax_ppm=wish.tax_ppm or 0,
        need=wish.need,
    )


def _product_line(
    change: UnitOfWork, quote: Quote, product: Product, qty_micros: int, wish: LineWish
) -> QuoteLine:
    """Return a line that copies a product, at the price that holds today."""
    if product.retired_at:
        raise ProductRetired(product.code)
    price, currency = _price(change, quote, product, qty_micros)
    if wish.price_cents is None and currency != quote.currency:
        raise OtherCurrency(product.code, currency, quote.currency)
    same_currency = product.currency == quote.currency
    return QuoteLine(
        quote_version_id=0,
        position=0,
        kind=wish.kind,
        code=product.code,
        name=product.name,
        unit=wish.unit or product.unit,
        qty_micros=qty_micros,
        list_price_cents=product.price_cents if same_currency else wish.price_cents,
        price_cents=price if wish.price_cents is None else wish.price_cents,
        discount_ppm=wish.discount_ppm,
        discount_cents=wish.discount_cents,
        tax_ppm=product.tax_ppm if wish.tax_ppm is None else wish.tax_ppm,
        cost_cents=product.cost_cents if same_currency else None,
        floor_cents=product.floor_cents if same_currency else None,
        max_discount_ppm=product.max_discount_ppm,
        need=wish.need,
    )


def _price(change: UnitOfWork, quote: Quote, product: Product, qty_micros: int) -> tuple[int, str]:
    """Return the price of a unit that holds today for the quote's customer, and its currency."""
    lead = change.existing(Lead, quote.lead_id)
    customer = change.get(Customer, lead.customer_id) if lead.customer_id else None
    buyer = Buyer(
        day=change.database.clock.today().isoformat(),
        qty_micros=qty_micros,
        customer_id=lead.customer_id,
        list_key=fold(quote.list_name) if quote.list_name else None,
        tier=customer.tier if customer else None,
    )
    prices = {price.id: price for price in change.all(Price, "product_id = ?", product.id)}
    best = ranked([price_row(price) for price in prices.values()], buyer)
    if not best:
        return product.price_cents, product.currency
    return best[0].amount_cents, prices[best[0].id].currency


def price_row(price: Price) -> PriceRow:
    """Return a stored price as the rule needs it."""
    return PriceRow(
        price.id,
        price.amount_cents,
        price.list_key,
        price.customer_id,
        price.tier,
        price.min_qty_micros,
        price.since,
        price.until,
    )
