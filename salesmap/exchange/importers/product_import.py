"""Products from a sheet."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.figures.percentages import parse_percent
from salesmap.core.i18n import N_, _
from salesmap.domain.product.product import ProductEdit, checked_code
from salesmap.exchange.cell_errors import InvalidRowError
from salesmap.exchange.importers.lead_cells import (
    currency_named,
    read_currency,
    read_tags,
)
from salesmap.exchange.mapping.aliases import aliases, normalized
from salesmap.exchange.mapping.cells import Reader, read_exact
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record

_FRACTION = re.compile(r"0?\.\d+")
_WITHOUT_TAX = ("不含税", "未税", "未含税", "excl", "net")
_WITH_TAX = ("含税", "incl", "gross")


class _Row(NamedTuple):
    """The fields of a row; None without a column or in an empty cell."""

    code: str | None
    name: str | None
    unit: str | None
    category: str | None
    price: tuple[int, str | None] | None
    currency: str | None
    cost: tuple[int, str | None] | None
    floor: tuple[int, str | None] | None
    max_discount: int | None
    tax: int | None
    tax_included: bool | None
    covers: tuple[str, ...] | None
    requires: tuple[str, ...] | None
    excludes: tuple[str, ...] | None
    state: bool | None
    retired_at: bool | None
    external_id: str | None


def read_products(
    plan: ImportPlan, progress: Callable[[int], None] = lambda rows: None
) -> Iterator[ProductEdit | Rejected]:
    """Yield every row as what to set of a product, or rejected with the reason.

    `retired` is among the values where the file says whether the product is sold. `progress` is
    called with the rows read. Raises ChangedFileError at the end, if the file was changed since it
    was opened.
    """
    header = next((column.header for column in plan.columns if column.field == "price"), "")
    of_header = currency_named(header), tax_mode_named(header)
    if "tax_included" in plan.fields():
        of_header = of_header[0], None

    def draft(record: Record, row: _Row) -> ProductEdit:
        return _draft(record, row, *of_header)

    readers: dict[str, Reader] = {
        "currency": read_currency,
        "external_id": read_exact,
        "code": read_exact,
        "max_discount": _read_rate,
        "tax": _read_rate,
        "tax_included": _read_answer,
        "state": _read_answer,
        "retired_at": _read_retired,
        "covers": read_tags,
        "requires": read_tags,
        "excludes": read_tags,
    }
    return FieldReader(plan, _Row, readers).drafts(draft, progress)


def tax_mode_named(header: str) -> bool | None:
    """Return whether a header says that its prices include tax; None where it says nothing."""
    text = unicodedata.normalize("NFKC", header).casefold()
    if any(word in text for word in _WITHOUT_TAX):
        return False
    return True if any(word in text for word in _WITH_TAX) else None


def _draft(
    record: Record, row: _Row, header_currency: str | None, header_mode: bool | None
) -> ProductEdit:
    """Return what a row sets. Raises InvalidRowError, InvalidCode."""
    if row.code is None and row.external_id is None and row.name is None:
        raise InvalidRowError(N_("no code"))
    named = {row.currency} | {amount[1] for amount in (row.price, row.cost, row.floor) if amount}
    currencies = named - {None}
    if len(currencies) > 1:
        raise InvalidRowError(N_("amounts in several currencies"))
    of_price = {row.currency, row.price[1] if row.price else None} - {None}
    for amount in (row.price, row.cost, row.floor):
        if amount and amount[0] < 0:
            raise InvalidRowError(N_("an amount below zero"))
    values: dict[str, Any] = {
        "code": checked_code(row.code) if row.code else None,
        "name": row.name,
        "unit": row.unit,
        "category": row.category,
        "price_cents": row.price[0] if row.price else None,
        "currency": next(iter(of_price), header_currency if row.price else None),
        "cost_cents": row.cost[0] if row.cost else None,
        "floor_cents": row.floor[0] if row.floor else None,
        "max_discount_ppm": row.max_discount,
        "tax_ppm": row.tax,
        "tax_included": _as_int(header_mode if row.tax_included is None else row.tax_included),
        "external_id": row.external_id,
        "retired": _is_retired(row),
    }
    links = {"covers": row.covers, "requires": row.requires, "excludes": row.excludes}
    return ProductEdit(
        {column: value for column, value in values.items() if value is not None},
        {kind: targets for kind, targets in links.items() if targets is not None},
        record,
        next(iter(currencies), None),
    )


def _as_int(value: bool | None) -> int | None:
    return None if value is None else int(value)


def _is_retired(row: _Row) -> bool | None:
    if row.retired_at is not None:
        return row.retired_at
    return None if row.state is None else not row.state


def _read_rate(cell: str) -> int:
    """Read a rate; spreadsheets hold 13 % as 0.13, too. Raises UsageError."""
    text = unicodedata.normalize("NFKC", cell).replace(",", ".").strip()
    if _FRACTION.fullmatch(text):
        return parse_percent(f"{Decimal(text) * 100:f}%")
    return parse_percent(text)


def _read_answer(cell: str) -> bool:
    """Read yes or no. Raises UsageError."""
    answer = aliases("answers").get(normalized(cell))
    if answer is None:
        raise UsageError(_("{cell!r} is neither yes nor no").format(cell=cell))
    return answer == "yes"


def _read_retired(cell: str) -> bool:
    """Read whether a product is retired: an answer, or the day since which it is."""
    answer = aliases("answers").get(normalized(cell))
    return answer != "no"
