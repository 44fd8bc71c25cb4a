"""A product as it is typed or stands in a file, and what is odd about one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.core.figures.currencies import check_unit
from salesmap.core.folding import fold
from salesmap.core.text import one_line
from salesmap.domain.product.errors import InvalidCode, ProductInOtherCurrency
from salesmap.domain.records import Product

_AMOUNTS = ("price_cents", "cost_cents", "floor_cents")
_WITH_QUANTITY = re.compile(r".*@\s*[\d.,]+", re.DOTALL)


class ProductEdit(NamedTuple):
    """What to set of a product.

    `values` are columns of the record; `links` lists by their kind (`covers requires excludes`),
    each of which replaces the one before. `row` is the source row of a file; `amounts_in` the
    currency that was written beside the cost or the floor alone.
    """

    values: Mapping[str, Any] = {}
    links: Mapping[str, Sequence[str]] = {}
    row: Any = None
    amounts_in: str | None = None


def checked_code(code: str) -> str:
    """Return a code without space around it. Raises InvalidCode."""
    bare = one_line(code)
    if not bare or _WITH_QUANTITY.fullmatch(bare):
        raise InvalidCode(code)
    return bare


def check_currency(product: Product, edit: ProductEdit) -> None:
    """Check that cost and floor are in the product's currency. Raises ProductInOtherCurrency."""
    own = edit.values.get("currency", product.currency)
    if edit.amounts_in not in (None, own):
        raise ProductInOtherCurrency(product.code, edit.amounts_in, own)


def kept_in_new_currency(product: Product, values: Mapping[str, Any]) -> bool:
    """Return whether a new currency is that of a cost or a floor which stays as it is, too."""
    if values.get("currency", product.currency) == product.currency:
        return False
    kept = [name for name in ("cost_cents", "floor_cents") if name not in values]
    return any(getattr(product, name) is not None for name in kept)


def apply(product: Product, values: Mapping[str, Any]) -> bool:
    """Set columns of a product, with what is derived from them. Return whether any changed.

    Raises NoSuchDecimals.
    """
    currency = values.get("currency", product.currency)
    for column in _AMOUNTS:
        check_unit(values.get(column, getattr(product, column)), currency)
    before = [getattr(product, column) for column in product.COLUMNS]
    for column, value in values.items():
        setattr(product, column, value)
    product.code_key, product.name_key = fold(product.code), fold(product.name)
    return before != [getattr(product, column) for column in product.COLUMNS]
