"""Contacts from a sheet."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.domain.drafts import ContactDraft
from salesmap.exchange.cell_errors import InvalidRowError
from salesmap.exchange.importers.lead_cells import full_name
from salesmap.exchange.mapping.cells import Reader, read_exact, without_guard
from salesmap.exchange.mapping.columns import CUSTOM
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record


class _Row(NamedTuple):
    """The fields of a row; None without a column or in an empty cell."""

    name: str | None
    first_name: str | None
    last_name: str | None
    customer: str | None
    title: str | None
    phone: str | None
    email: str | None
    wechat: str | None
    external_id: str | None
    company_address: str | None
    tax_no: str | None
    bank: str | None
    bank_account: str | None


def read_contacts(
    plan: ImportPlan, progress: Callable[[int], None] = lambda rows: None
) -> Iterator[ContactDraft | Rejected]:
    """Yield every row as a contact, or rejected with the reason.

    `progress` is called with the rows read. Raises ChangedFileError at the end, if the file was
    changed since it was opened.
    """
    custom = [
        (column.field.removeprefix(CUSTOM), index)
        for index, column in enumerate(plan.columns)
        if column.field.startswith(CUSTOM)
    ]

    def draft(record: Record, row: _Row) -> ContactDraft:
        name = row.name or full_name(row.first_name, row.last_name)
        if not (name or row.phone or row.email or row.wechat):
            raise InvalidRowError(N_("no name, phone or email"))
        return ContactDraft(
            row=record,
            name=name,
            customer=row.customer,
            phone=row.phone,
            email=row.email,
            wechat=row.wechat,
            title=row.title,
            external_id=row.external_id,
            customer_details={name: text for name, text in _details(row) if text},
            fields={
                key: without_guard(cell)
                for key, index in custom
                if (cell := record.cells[index].strip())
            },
        )

    readers: dict[str, Reader] = {"phone": read_exact, "external_id": read_exact}
    return FieldReader(plan, _Row, readers).drafts(draft, progress)


def _details(row: _Row) -> Iterator[tuple[str, str | None]]:
    """Yield what papers tell of the customer, by its column."""
    yield "address", row.company_address
    yield "tax_no", row.tax_no
    yield "bank", row.bank
    yield "account", row.bank_account
