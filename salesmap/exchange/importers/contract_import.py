"""Contracts, or receivables, from a sheet: each row is a signed contract of one part."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.domain.drafts import ContractDraft
from salesmap.exchange.cell_errors import InvalidRowError
from salesmap.exchange.importers.lead_cells import currency_named, read_currency
from salesmap.exchange.mapping.aliases import aliases, normalized
from salesmap.exchange.mapping.cells import Reader, read_exact
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.mapping.row_keys import RowKeys, own_numbers
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record

UNDATED, UNDATED_PAYMENT, UNMEASURED = "signed_unknown", "paid_unknown", "paid_whole"


class _Row(NamedTuple):
    """The fields of a row; None without a column or in an empty cell."""

    number: str | None
    customer: str | None
    amount: tuple[int, str | None] | None
    currency: str | None
    signed_on: datetime | None
    due_on: datetime | None
    paid_on: datetime | None
    paid_amount: tuple[int, str | None] | None
    lead: str | None
    owner: str | None
    state: str | None
    external_id: str | None
    note: str | None


def read_contracts(
    plan: ImportPlan, progress: Callable[[int], None] = lambda rows: None
) -> Iterator[ContractDraft | Rejected]:
    """Yield every row as a contract, or rejected with the reason.

    `progress` is called with the rows read. Raises ChangedFileError at the end, if the file was
    changed since it was opened.
    """
    readers: dict[str, Reader] = {
        "currency": read_currency,
        "number": read_exact,
        "external_id": read_exact,
        "state": _read_state,
    }
    return FieldReader(plan, _Row, readers).drafts(_Drafter(plan).draft, progress)


def _read_state(cell: str) -> str | None:
    """Return the state of a contract that claims nothing, None for one that was signed."""
    return aliases("contract_states").get(normalized(cell))


class _Drafter:
    """Makes drafts of the rows of one sheet."""

    def __init__(self, plan: ImportPlan) -> None:
        self.clock = plan.context.clock
        self.keys = RowKeys(plan.sheet.header)
        self.own_numbers = own_numbers(plan.sheet.header, "id", "row_version")
        header = next((column.header for column in plan.columns if column.field == "amount"), "")
        self.header_currency = currency_named(header)

    def draft(self, record: Record, row: _Row) -> ContractDraft:
        """Return the contract of a row. Raises InvalidRowError."""
        key = self.keys.key(record)
        if not (row.customer or row.lead):
            raise InvalidRowError(N_("no customer"))
        if row.amount is None:
            raise InvalidRowError(N_("no amount"))
        amount, named = row.amount
        paid, paid_in = row.paid_amount or (None, None)
        if amount <= 0 or (paid is not None and paid < 0):
            raise InvalidRowError(N_("an amount that is not above zero"))
        currency = row.currency or named or self.header_currency
        if paid_in and currency and paid_in != currency:
            raise InvalidRowError(N_("amounts in several currencies"))
        signed, due, paid_on, remarks = self._days(row, paid)
        return ContractDraft(
            row=record,
            number=row.number,
            customer=row.customer,
            amount_cents=amount,
            currency=currency,
            signed_on=signed,
            due_on=due,
            paid_on=paid_on,
            paid_cents=paid if paid_on else None,
            lead=row.lead,
            owner=row.owner,
            note=row.note,
            external_id=row.external_id,
            key=f"x:{row.external_id}" if row.external_id else key,
            remarks=remarks,
            own=self.own_numbers(record),
            unclaimed=row.state,
        )

    def _days(
        self, row: _Row, paid: int | None
    ) -> tuple[date, date | None, date | None, tuple[str, ...]]:
        """Return the days of signature, due date and payment, and what was decided about them.

        A contract without a day of signature has that of the payment or the due date; a payment
        without a day that of the due date or the signature. None of them is after today.
        """
        today, remarks = self.clock.today(), []
        signed, due, paid_on = (
            self.clock.day_of(moment) if moment else None
            for moment in (row.signed_on, row.due_on, row.paid_on)
        )
        if signed is None:
            signed = min(day for day in (due, paid_on, today) if day)
            remarks.append(UNDATED)
        if paid_on is None and paid:
            paid_on = min(due or signed, today)
            remarks.append(UNDATED_PAYMENT)
        if paid_on and paid is None:
            remarks.append(UNMEASURED)
        if paid == 0:
            paid_on = None
        return signed, due, paid_on, tuple(remarks)
