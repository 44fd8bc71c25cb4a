"""Adding, editing and retiring products."""

from collections.abc import Mapping, Sequence

from salesmap.actions.database.create import transaction
from salesmap.core.folding import fold
from salesmap.core.i18n import N_, _
from salesmap.domain.errors import EmptyText
from salesmap.domain.product.errors import ProductExists
from salesmap.domain.product.product import (
    ProductEdit,
    apply,
    check_currency,
    checked_code,
    kept_in_new_currency,
)
from salesmap.domain.records import Product, ProductLink
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


def add_product(database: Database, code: str, name: str, edit: ProductEdit) -> int:
    """Add a product. Return its id.

    `edit` has at least `price_cents`; the currency is the database's unless told. Raises
    InvalidCode, ProductExists, EmptyText.
    """
    code = checked_code(code)
    if not name.strip():
        raise EmptyText(_("A product needs a name."))
    with transaction(database) as change:
        taken = change.first(Product, "code_key = ?", fold(code))
        if taken:
            raise ProductExists(taken.id, taken.code)
        product = Product(
            code=code,
            code_key="",
            name=name.strip(),
            name_key="",
            price_cents=0,
            currency=change.database.currency,
            recorded_at=change.now,
        )
        check_currency(product, edit)
        apply(product, edit.values)
        change.add(product)
        set_links(change, product, edit.links)
        change.describe("product added: {}", _title(product))
        return product.id


def edit_product(database: Database, product_id: int, edit: ProductEdit) -> bool:
    """Edit a product; papers that were written keep their copies.

    Return whether a cost or a floor that was not given is in a new currency now. Raises EmptyText,
    ProductInOtherCurrency.
    """
    if "name" in edit.values and not str(edit.values["name"] or "").strip():
        raise EmptyText(_("A product needs a name."))
    with transaction(database) as change:
        product = change.existing(Product, product_id)
        check_currency(product, edit)
        is_kept = kept_in_new_currency(product, edit.values)
        changed = apply(product, edit.values)
        changed = set_links(change, product, edit.links) or changed
        if changed:
            product.version += 1
        change.describe("product edited: {}", _title(product))
        return is_kept


def retire_products(database: Database, product_ids: Sequence[int], *, back: bool = False) -> int:
    """Retire products, or sell them again (`back`), as one change. Return how many changed."""
    count = 0
    with transaction(database) as change:
        title = ""
        for product_id in product_ids:
            product = change.existing(Product, product_id)
            if bool(product.retired_at) == back:
                product.retired_at = None if back else change.now
                product.version += 1
                count += 1
                title = _title(product)
        what = N_("product sold again: {}") if back else N_("product retired: {}")
        change.describe(what, title if count == 1 else str(count))
    return count


def set_links(change: UnitOfWork, product: Product, links: Mapping[str, Sequence[str]]) -> bool:
    """Set what a product covers, requires and excludes, by kind. Return whether that changed."""
    changed = False
    for kind, targets in links.items():
        wanted = {fold(target): target for target in targets}
        existing = {
            link.target_key: link
            for link in change.all(ProductLink, "product_id = ? AND kind = ?", product.id, kind)
        }
        for key, link in existing.items():
            if key not in wanted:
                change.delete(link)
                changed = True
        for key, target in wanted.items():
            if key not in existing:
                link = ProductLink(product_id=product.id, kind=kind, target=target, target_key=key)
                change.add(link)
                changed = True
    return changed


def _title(product: Product) -> str:
    return f"{product.code} {product.name}"
