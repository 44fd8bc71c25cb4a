"""Payments from a sheet."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import N_, _
from salesmap.domain.drafts import PaymentDraft
from salesmap.exchange.cell_errors import InvalidRowError
from salesmap.exchange.importers.lead_cells import currency_named, read_currency
from salesmap.exchange.mapping.cells import Reader, read_exact
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.mapping.row_keys import RowKeys, own_numbers
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record

_LONGEST_PART = 4


class _Row(NamedTuple):
    """The fields of a row; None without a column or in an empty cell."""

    contract: str | None
    customer: str | None
    amount: tuple[int, str | None] | None
    currency: str | None
    paid_on: datetime | None
    method: str | None
    reference: str | None
    part: int | None
    external_id: str | None
    note: str | None


def read_payments(
    plan: ImportPlan, progress: Callable[[int], None] = lambda rows: None
) -> Iterator[PaymentDraft | Rejected]:
    """Yield every row as a payment, or rejected with the reason.

    `progress` is called with the rows read. Raises ChangedFileError at the end, if the file was
    changed since it was opened.
    """
    clock, keys = plan.context.clock, RowKeys(plan.sheet.header)
    own = own_numbers(plan.sheet.header, "id", "contract_id")
    header = next((column.header for column in plan.columns if column.field == "amount"), "")
    header_currency = currency_named(header)

    def draft(record: Record, row: _Row) -> PaymentDraft:
        key = keys.key(record)
        if not (row.contract or row.customer):
            raise InvalidRowError(N_("no contract"))
        if row.amount is None or not row.amount[0]:
            raise InvalidRowError(N_("no amount"))
        if row.paid_on is None:
            raise InvalidRowError(N_("no date given"))
        return PaymentDraft(
            row=record,
            contract=row.contract,
            customer=row.customer,
            amount_cents=row.amount[0],
            currency=row.currency or row.amount[1] or header_currency,
            paid_on=clock.day_of(row.paid_on),
            method=row.method,
            reference=row.reference,
            part=row.part,
            note=row.note,
            external_id=row.external_id,
            key=f"x:{row.external_id}" if row.external_id else key,
            own=own(record),
        )

    readers: dict[str, Reader] = {
        "currency": read_currency,
        "contract": read_exact,
        "reference": read_exact,
        "external_id": read_exact,
        "part": _read_part,
    }
    return FieldReader(plan, _Row, readers).drafts(draft, progress)


def _read_part(cell: str) -> int:
    """Read the number of a part. Raises UsageError."""
    digits = cell.removeprefix("第").removesuffix("期").strip()
    if not (digits.isascii() and digits.isdigit() and 0 < len(digits) <= _LONGEST_PART):
        raise UsageError(_("{cell!r} is no number of a part").format(cell=cell))
    return int(digits)
