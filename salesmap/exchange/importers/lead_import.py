"""Leads from a sheet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from salesmap.core.errors import SalesmapError
from salesmap.domain.customer.addresses import is_whole_email
from salesmap.domain.drafts import NO_NAME, LeadDraft
from salesmap.domain.field_values import canonical
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.exchange.cell_errors import InvalidRowError, UndecidedCloseError
from salesmap.exchange.importers import lead_cells as cells
from salesmap.exchange.importers.lead_row import (
    FIELDS,
    LeadDates,
    LeadRow,
    Remarks,
    stages_and_statuses,
)
from salesmap.exchange.mapping.cells import without_guard
from salesmap.exchange.mapping.columns import CUSTOM
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.mapping.row_keys import RowKeys
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record

_DETAILS = {"address": "address", "tax_no": "tax_no", "bank": "bank", "bank_account": "account"}
"""What papers tell of a customer, by the field of the file."""

_columns_of_drafts: Any = LeadDraft
_make_draft: Callable[[Sequence[Any]], LeadDraft] = partial(tuple.__new__, LeadDraft)
_NO_FIELDS: Mapping[str, str] = {}

Errors = dict[int, SalesmapError]
"""Why rows of a batch are rejected, by their index."""


def read_leads(
    plan: ImportPlan,
    progress: Callable[[int], None] = lambda rows: None,
) -> Iterator[LeadDraft | Rejected]:
    """Yield every row as a lead, or rejected with the reason.

    `progress` is called with the rows read. Raises UndecidedCloseError, and ChangedFileError at
    the end, if the file was changed since it was opened.
    """
    drafter = _Drafter(plan)
    return drafter.reader.drafts_together(drafter.drafts, progress)


class _Drafter:
    """Makes drafts of the rows of one sheet."""

    def __init__(self, plan: ImportPlan) -> None:
        options = plan.context.options
        self.context = plan.context
        self.reader = FieldReader(plan, FIELDS, cells.READERS)
        fields = plan.fields()
        self.dates = LeadDates(
            # The days of a file are few, its rows many.
            lru_cache(maxsize=4_096)(plan.context.clock.day_of),
            plan.context.clock.today(),
            not fields.isdisjoint(("closed_at", "close_date", "won_at", "lost_at")),
        )
        self.has_ids = not fields.isdisjoint(("own_id", "salesmap_id"))
        self.key = options.key
        self.keys = RowKeys(plan.sheet.header)
        _refuse_undecided(plan)
        self.next_step_header = next(
            (
                column.header
                for column in plan.columns
                if "next_due" in (column.field, column.stands_in_for)
            ),
            "",
        )
        self.currency = next(
            (
                cells.currency_named(column.header)
                for column in plan.columns
                if column.field == "value"
            ),
            None,
        )
        self.custom_columns = [
            (column.field.removeprefix(CUSTOM), index, self.reader.custom.get(index))
            for index, column in enumerate(plan.columns)
            if column.field.startswith(CUSTOM)
        ]
        self.empty = frozenset(word.casefold() for word in options.empty)
        self.detail_fields = [field for field in _DETAILS if field in plan.fields()]
        self.has_custom = bool(self.custom_columns) or any(
            field.startswith(CUSTOM) for field in options.defaults
        )
        self.custom_defaults = {
            field.removeprefix(CUSTOM): value
            for field, value in options.defaults.items()
            if field.startswith(CUSTOM)
        }

    def drafts(
        self, records: Sequence[Record], columns: LeadRow
    ) -> Sequence[LeadDraft | SalesmapError]:
        """Return the leads of a batch; why it is rejected in place of one that cannot be read."""
        errors: Errors = {}
        count = len(records)
        stages, statuses = stages_and_statuses(columns)
        remarks = cells.doubts(columns.phone, columns.email, columns.value)
        closed = self.dates.closed(columns, statuses, remarks)
        created = self.dates.created(columns, closed, remarks)
        for index, moment in enumerate(columns.closed_at):
            if moment and statuses[index] == "open":
                remarks[index] += ("open_with_close",)
        contacts, emails = _contacts_and_emails(columns, remarks)
        own_ids, external_ids = self._ids(columns, errors)
        values = [value or (None, None) for value in columns.value]
        told = zip(columns.stage, columns.status, columns.won_at, columns.lost_at, strict=True)
        drafts = _columns_of_drafts(
            name=self._names(columns, contacts, emails, own_ids, errors),
            customer=columns.customer,
            contact=contacts,
            phone=columns.phone,
            email=emails,
            wechat=columns.wechat,
            **{field: getattr(columns, field) for field in PLAIN_FIELDS},
            value_cents=[cents for cents, _currency in values],
            currency=[
                chosen or currency or self.currency
                for chosen, (_cents, currency) in zip(columns.currency, values, strict=True)
            ],
            owner=columns.owner,
            stage=stages,
            expected_close=self.dates.expected(columns, statuses),
            external_id=external_ids,
            tags=[tags or () for tags in columns.tags],
            note=columns.note,
            fields=self._all_custom_fields(records, errors),
            next_step=self.dates.next_steps(columns, statuses, self.next_step_header),
            status=statuses,
            created_at=created,
            stage_since=columns.stage_since,
            last_contact=columns.last_contact,
            closed_at=closed,
            lost_reason=columns.lost_reason,
            import_key=[
                None if external_id or index in errors else self.keys.key(records[index])
                for index, external_id in enumerate(external_ids)
            ],
            pipeline=columns.pipeline,
            id=own_ids,
            row=records,
            is_named=[name is not None for name in columns.name],
            tells_outcome=[any(words) for words in told],
            remarks=remarks,
            customer_details=[_NO_FIELDS] * count,
            referred_by=columns.referred_by,
            caretaker=columns.caretaker,
            further=[_NO_FIELDS] * count,
        )
        made = list(map(_make_draft, zip(*drafts, strict=True)))
        if any(columns.further_phones) or any(columns.further_emails):
            rows = zip(made, columns.further_phones, columns.further_emails, strict=True)
            made = [cells.with_further(each, *further) for each, *further in rows]
        if self.detail_fields:
            made = self._with_details(made, columns)
        return [errors.get(index, draft) for index, draft in enumerate(made)] if errors else made

    def _with_details(self, drafts: Sequence[LeadDraft], columns: LeadRow) -> list[LeadDraft]:
        """Return drafts with what the rows say of customers; without one, it is the lead's."""
        details = [getattr(columns, field) for field in self.detail_fields]
        names = [_DETAILS[field] for field in self.detail_fields]
        detailed = []
        for draft, *texts in zip(drafts, *details, strict=True):
            found = {name: text for name, text in zip(names, texts, strict=True) if text}
            if draft.customer or self.key or draft.id:
                detailed.append(draft._replace(customer_details=found))
            else:
                detailed.append(draft._replace(fields={**draft.fields, **found}))
        return detailed

    def _names(
        self,
        columns: LeadRow,
        contacts: Sequence[str | None],
        emails: Sequence[str | None],
        own_ids: Sequence[int | None],
        errors: Errors,
    ) -> list[str]:
        """Return the names of the leads; those without one are named after who buys what.

        Where there is nothing to name a lead after, and it needs a name, that is an error; the row
        of a lead that the database has needs none.
        """
        names = list(columns.name)
        for index, name in enumerate(names):
            if not name:
                made_up = _made_up_name(columns, index, contacts[index] or emails[index])
                if not (made_up or own_ids[index] or self.key):
                    errors.setdefault(index, InvalidRowError(NO_NAME))
                names[index] = made_up
        return names

    def _ids(
        self, columns: LeadRow, errors: Errors
    ) -> tuple[Sequence[int | None], Sequence[str | None]]:
        """Return (own ids, external ids)."""
        if not self.has_ids:
            return [None] * len(columns.external_id), columns.external_id
        found: list[tuple[int | None, str | None]] = []
        rows = zip(columns.own_id, columns.salesmap_id, columns.external_id, strict=True)
        for index, row in enumerate(rows):
            try:
                found.append(self._id(*row))
            except SalesmapError as error:
                errors[index] = error
                found.append((None, None))
        own_ids, external_ids = zip(*found, strict=True)
        return own_ids, external_ids

    def _id(
        self, own_id: str | None, salesmap_id: str | None, external_id: str | None
    ) -> tuple[int | None, str | None]:
        """Return (own id, external id) of a row that was exported from this database, or another.

        Those of another are external ids here. Raises UsageError.
        """
        if own_id:
            return cells.read_id(own_id), external_id
        if not salesmap_id:
            return None, external_id
        database, _sign, number = salesmap_id.rpartition("/")
        if database == self.context.database_uid and number.isascii() and number.isdigit():
            return int(number), external_id
        return None, external_id or salesmap_id

    def _all_custom_fields(
        self, records: Sequence[Record], errors: Errors
    ) -> list[Mapping[str, str]]:
        """Return the custom fields of each row."""
        found = [_NO_FIELDS] * len(records)
        if self.has_custom:
            for index, record in enumerate(records):
                try:
                    found[index] = self._custom_fields(record.cells)
                except SalesmapError as error:
                    errors.setdefault(index, error)
        return found

    def _custom_fields(self, cells: Sequence[str]) -> dict[str, str]:
        values = {}
        for name, index, reader in self.custom_columns:
            if cell := cells[index]:
                if reader:
                    cell = reader.value(cell)
                elif (cell := cell.strip()).casefold() in self.empty:
                    continue
                else:
                    cell = without_guard(cell)
                if cell:
                    values[name] = cell
        if self.custom_defaults:
            values = {**self.custom_defaults, **values}
        declared = self.context.custom_fields
        for name in values.keys() & declared.keys():
            values[name] = canonical(declared[name], values[name], self.context.clock.today())
        return values


def _refuse_undecided(plan: ImportPlan) -> None:
    """Raise UndecidedCloseError where only a date says that leads are closed, and nothing how."""
    fields = plan.fields()
    if "closed_at" in fields and not fields & {"stage", "status", "won_at", "lost_at"}:
        header = next(
            column.header
            for column in plan.columns
            if "closed_at" in (column.field, column.stands_in_for)
        )
        raise UndecidedCloseError(header)


def _contacts_and_emails(
    columns: LeadRow, remarks: Remarks
) -> tuple[Sequence[str | None], Sequence[str | None]]:
    """Return the names of contacts and their emails; a name that is one is no name."""
    contacts, emails = columns.contact, columns.email
    if any(columns.first_name) or any(columns.last_name):
        names = zip(contacts, columns.first_name, columns.last_name, strict=True)
        contacts = [name or cells.full_name(*parts) for name, *parts in names]
    for index, (contact, email) in enumerate(zip(contacts, emails, strict=True)):
        if contact and not email and all(map(is_whole_email, cells.numbers_in("email", contact))):
            contacts, emails = list(contacts), list(emails)
            contacts[index], emails[index] = None, contact
            remarks[index] += ("contact_is_email",)
    return contacts, emails


def _made_up_name(columns: LeadRow, index: int, contact: str | None) -> str:
    """Return a name for a lead without one: who buys what; empty where nobody knows."""
    buyer = columns.customer[index] or contact
    parts = buyer, columns.product[index]
    name = " · ".join(filter(None, parts)) or columns.email[index] or columns.phone[index]
    external_id = columns.external_id[index]
    if external_id and not (buyer and name):
        name = " · ".join(filter(None, (name, external_id)))
    return name or ""
