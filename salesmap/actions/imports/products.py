"""Importing products: one change; a product that is there is skipped, updated, or an error."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from salesmap.actions.imports.importing import importing
from salesmap.actions.imports.lead_keys import UnknownKeyError
from salesmap.actions.imports.leads import AlreadyThere, Tally
from salesmap.actions.product.products import set_links
from salesmap.core.figures.errors import NoSuchDecimals
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.product.errors import ProductInOtherCurrency
from salesmap.domain.product.product import ProductEdit, apply, check_currency
from salesmap.domain.records import Product
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork

Reject = Callable[[ProductEdit, str], None]
"""Receives a row that is not imported, and why."""

KEYS = ("code", "external_id", "name")
"""The fields by which a product can be found."""
_COLUMN_OF = {"code": "code_key", "external_id": "external_id", "name": "name_key"}
_FIND = "SELECT {column}, id FROM product WHERE {column} IS NOT NULL ORDER BY id DESC"


def import_products(
    database: Database,
    drafts: Iterable[ProductEdit],
    source: str,
    on_duplicate: str = "skip",
    *,
    dry_run: bool = False,
    key: str | None = None,
    reject: Reject = lambda draft, why: None,
) -> Tally:
    """Add the products that are not in the database, as one change.

    A product is there by the field `key`, else by its code or external id; then it is skipped,
    updated with what the file has, or an error (`skip update error`). A dry run writes nothing.
    Raises AlreadyThere, UnknownKeyError.
    """
    if key and key not in KEYS:
        raise UnknownKeyError(key, KEYS)
    with importing(database, dry_run=dry_run) as change:
        importer = _ProductImporter(change, on_duplicate, key, reject)
        for draft in drafts:
            importer.take(draft)
        tally = importer.tally
        change.describe("products imported: {}", f"{tally.added + tally.updated} · {source}")
    return tally


class _ProductImporter:
    """An import under way."""

    def __init__(
        self, change: UnitOfWork, on_duplicate: str, key: str | None, reject: Reject
    ) -> None:
        self.change = change
        self.on_duplicate = on_duplicate
        self.reject = reject
        self.tally = Tally(noun="product")
        self.keys = [key] if key else ["code", "external_id"]
        self.ids = {
            field: dict(change.sql(_FIND.format(column=column)))
            for field, column in _COLUMN_OF.items()
        }
        self.seen: set[int] = set()

    def take(self, draft: ProductEdit) -> None:
        """Add, update, skip or reject a row."""
        values = dict(draft.values)
        retired = values.pop("retired", None)
        if retired is not None:
            values["retired_at"] = self.change.now if retired else None
        product_id = self._existing(values)
        try:
            self._take(draft, values, product_id)
        except (NoSuchDecimals, ProductInOtherCurrency) as error:
            self.reject(draft, str(error))

    def _take(self, draft: ProductEdit, values: dict[str, Any], product_id: int | None) -> None:
        if product_id is None:
            self._add(draft, values)
        elif self.on_duplicate == "error":
            raise AlreadyThere(str(values.get("code") or values.get("name")))
        elif self.on_duplicate == "update" and product_id not in self.seen:
            self._update(draft, product_id, values)
        else:
            self._skip(draft, product_id)

    def _existing(self, values: Mapping[str, Any]) -> int | None:
        return next((id for field in self.keys if (id := self._known(field, values))), None)

    def _known(self, field: str, values: Mapping[str, Any]) -> int | None:
        """Return the product that has a row's value in a field."""
        word = values.get(field)
        return self.ids[field].get(word if field == "external_id" else fold(word)) if word else None

    def _taken(self, values: Mapping[str, Any], own: int | None) -> str | None:
        """Return what another product has that only one can have."""
        for field in ("code", "external_id"):
            if self._known(field, values) not in (None, own):
                return _("another product has {value!r}").format(value=values[field])
        return None

    def _add(self, draft: ProductEdit, values: dict[str, Any]) -> None:
        lacking = [
            label
            for column, label in (
                ("code", _("no code")),
                ("name", _("no name")),
                ("price_cents", _("no price")),
            )
            if values.get(column) is None
        ]
        problem = _(", ").join(lacking) or self._taken(values, None)
        if problem:
            self.reject(draft, problem)
            return
        product = Product(
            code=values["code"],
            code_key="",
            name=values["name"],
            name_key="",
            price_cents=0,
            currency=self.change.database.currency,
            recorded_at=self.change.now,
        )
        check_currency(product, draft)
        apply(product, values)
        self.change.add(product)
        set_links(self.change, product, draft.links)
        self._remember(product)
        self.seen.add(product.id)
        self.tally.added += 1

    def _update(self, draft: ProductEdit, product_id: int, values: dict[str, Any]) -> None:
        values.pop("code", None)  # the code is what papers know it by
        if problem := self._taken(values, product_id):
            self.reject(draft, problem)
            return
        product = self.change.existing(Product, product_id)
        check_currency(product, draft)
        if values.get("retired_at") and product.retired_at:
            values["retired_at"] = product.retired_at
        changed = apply(product, values)
        changed = set_links(self.change, product, draft.links) or changed
        if changed:
            product.version += 1
            self.tally.updated += 1
        else:
            self._skip(draft, product_id)
        self.seen.add(product_id)  # of several rows of one product the first counts
        self.change.flush()
        self.change.forget()

    def _skip(self, draft: ProductEdit, product_id: int) -> None:
        is_earlier_row = product_id in self.seen
        self.tally.skip(draft, None if is_earlier_row else product_id)

    def _remember(self, product: Product) -> None:
        words = {
            "code": product.code_key,
            "external_id": product.external_id,
            "name": product.name_key,
        }
        for field, ids in self.ids.items():
            if words[field]:
                ids[words[field]] = product.id
        self.change.flush()
        self.change.forget()  # each statement compares what is loaded: many would slow each other
