"""Leads from a sheet."""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, cast

from salesmap.domain.customer.addresses import is_whole_email
from salesmap.domain.drafts import NO_NAME, LeadDraft
from salesmap.domain.field_values import canonical
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.vocabulary import ENDS
from salesmap.exchange.cell_errors import InvalidRowError, UndecidedCloseError
from salesmap.exchange.importers import lead_cells as cells
from salesmap.exchange.mapping.cells import without_guard
from salesmap.exchange.mapping.columns import CUSTOM
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.mapping.row_keys import RowKeys
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record


class _Row(NamedTuple):
    """The fields of a row; None without a column or in an empty cell."""

    name: str | None
    customer: str | None
    contact: str | None
    first_name: str | None
    last_name: str | None
    phone: str | None
    email: str | None
    wechat: str | None
    product: str | None
    value: tuple[int, str | None] | None
    currency: str | None
    owner: str | None
    pipeline: str | None
    stage: str | None
    status: str | None
    created_at: datetime | None
    stage_since: datetime | None
    last_contact: datetime | None
    closed_at: datetime | None
    expected_close: datetime | None
    close_date: datetime | None
    won_at: datetime | None
    lost_at: datetime | None
    lost_reason: str | None
    external_id: str | None
    salesmap_id: str | None
    own_id: str | None
    tags: tuple[str, ...] | None
    note: str | None
    next: str | None
    next_due: datetime | None
    address: str | None
    tax_no: str | None
    bank: str | None
    bank_account: str | None
    referred_by: str | None
    caretaker: str | None
    further_phones: tuple[str, ...] | None
    further_emails: tuple[str, ...] | None


_DETAILS = {"address": "address", "tax_no": "tax_no", "bank": "bank", "bank_account": "account"}
"""What papers tell of a customer, by the field of the file."""

_FIELDS: type[_Row] = cast("Any", namedtuple)(
    "_FIELDS", dict.fromkeys([*_Row._fields, *PLAIN_FIELDS])
)
"""A row with every plain field, too."""
_plain_fields = attrgetter(*PLAIN_FIELDS)
_make_draft: Any = LeadDraft
_NO_FIELDS: Mapping[str, str] = {}


def read_leads(
    plan: ImportPlan,
    progress: Callable[[int], None] = lambda rows: None,
) -> Iterator[LeadDraft | Rejected]:
    """Yield every row as a lead, or rejected with the reason.

    `progress` is called with the rows read. Raises UndecidedCloseError, and ChangedFileError at
    the end, if the file was changed since it was opened.
    """
    drafter = _Drafter(plan)
    return drafter.reader.drafts(drafter.draft, progress)


class _Drafter:
    """Makes drafts of the rows of one sheet."""

    def __init__(self, plan: ImportPlan) -> None:
        options = plan.context.options
        self.context = plan.context
        self.reader = FieldReader(plan, _FIELDS, cells.READERS)
        self.today = plan.context.clock.today()
        # The days of a file are few, its rows many.
        self._day = lru_cache(maxsize=4_096)(plan.context.clock.day_of)
        self.key = options.key
        self.keys = RowKeys(plan.sheet.header)
        self.has_close_column = bool(
            {"closed_at", "close_date", "won_at", "lost_at"} & plan.fields()
        )
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

    def draft(self, record: Record, row: _Row) -> LeadDraft:
        """Return the lead of a row. Raises UsageError."""
        stage, status = _stage_and_status(row)
        is_open = status == "open"
        remarks = list(cells.doubts(row.phone, row.email, row.value))
        closed_at = None if is_open else self._closed_at(row, status, remarks)
        expected = row.expected_close or (row.close_date if is_open else None)
        created_at = self._created_at(row, closed_at, remarks)
        if is_open and row.closed_at:
            remarks.append("open_with_close")
        cents, cell_currency = row.value or (None, None)
        contact = row.contact or cells.full_name(row.first_name, row.last_name)
        email = row.email
        if contact and not email and all(map(is_whole_email, cells.numbers_in("email", contact))):
            contact, email = None, contact
            remarks.append("contact_is_email")
        own_id, external_id = self._ids(row)
        # By position, which is twice as fast: the draft's fields up to the custom ones.
        draft: LeadDraft = _make_draft(
            row.name or _made_up_name(row, contact or email, is_needed=not (own_id or self.key)),
            row.customer,
            contact,
            row.phone,
            email,
            row.wechat,
            *_plain_fields(row),
            cents,
            row.currency or cell_currency or self.currency,
            row.owner,
            stage,
            self._day(expected) if expected else None,
            external_id,
            row.tags or (),
            row.note,
            self._custom_fields(record.cells) if self.has_custom else _NO_FIELDS,
            (row.next or self.next_step_header, self._day(row.next_due))
            if row.next_due and is_open
            else None,
            status,
            created_at,
            row.stage_since,
            row.last_contact,
            closed_at,
            row.lost_reason,
            None if external_id else self.keys.key(record),
            row.pipeline,
            own_id,
            record,
            row.name is not None,
            bool(row.stage or row.status or row.won_at or row.lost_at),
            tuple(remarks),
        )
        if row.referred_by or row.caretaker:
            draft = draft._replace(referred_by=row.referred_by, caretaker=row.caretaker)
        if row.further_phones or row.further_emails:
            draft = cells.with_further(draft, row.further_phones or (), row.further_emails or ())
        return self._with_details(draft, row) if self.detail_fields else draft

    def _with_details(self, draft: LeadDraft, row: _Row) -> LeadDraft:
        """Return a draft with what the row says of the customer; without one, it is the lead's."""
        details = {
            _DETAILS[field]: text for field in self.detail_fields if (text := getattr(row, field))
        }
        if row.customer or self.key or draft.id:
            return draft._replace(customer_details=details)
        return draft._replace(fields={**draft.fields, **details})

    def _closed_at(self, row: _Row, status: str, remarks: list[str]) -> datetime | None:
        """Return when a lead was closed, None where nobody knows.

        Where the file has no column for it, some systems put it into the expected close date.
        """
        own = {"won": row.won_at, "lost": row.lost_at}.get(status)
        closed = own or row.closed_at or row.close_date
        is_expected = closed is None and not self.has_close_column
        if is_expected and row.expected_close:
            closed = row.expected_close
            if row.created_at and self._day(closed) < self._day(row.created_at):
                closed = None
        if closed and self._day(closed) > self.today:
            closed = None
        if closed and is_expected:
            remarks.append("expected_as_closed")
        elif closed is None and status != "dropped":
            remarks.append("undated")
        return closed

    def _created_at(
        self, row: _Row, closed_at: datetime | None, remarks: list[str]
    ) -> datetime | None:
        """Return when a lead was created, not after it was closed; None where nobody knows."""
        created = row.created_at
        if created is None:
            remarks.append("created_unknown")
        elif closed_at and self._day(closed_at) < self._day(created):
            remarks.append("created_after_close")
            return closed_at
        return created

    def _ids(self, row: _Row) -> tuple[int | None, str | None]:
        """Return (own id, external id) of a row that was exported from this database, or another.

        Those of another are external ids here.
        """
        if row.own_id:
            return cells.read_id(row.own_id), row.external_id
        if not row.salesmap_id:
            return None, row.external_id
        database, _sign, number = row.salesmap_id.rpartition("/")
        if database == self.context.database_uid and number.isascii() and number.isdigit():
            return int(number), row.external_id
        return None, row.external_id or row.salesmap_id

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


def _stage_and_status(row: _Row) -> tuple[str | None, str]:
    """Return (stage, status) of a stage column, a status column, or both.

    Where neither says anything, a won or lost date does.
    """
    stage, status = None, "open"
    for word in (row.stage, row.status):
        if word in ENDS:
            status = word
        elif word and word != "open":
            stage = stage or word
    if status == "open" and row.status is None and (row.won_at or row.lost_at):
        earliest = datetime.min.replace(tzinfo=UTC)
        is_won = (row.won_at or earliest) >= (row.lost_at or earliest)
        status = "won" if is_won else "lost"
    return stage, status


def _made_up_name(row: _Row, contact: str | None, *, is_needed: bool) -> str:
    """Return a name for a lead without one: who buys what.

    Raises InvalidRowError where there is nothing to name it after, and it needs a name; the row
    of a lead that the database has needs none.
    """
    buyer = row.customer or contact
    name = " · ".join(part for part in (buyer, row.product) if part) or row.email or row.phone
    if row.external_id and not (buyer and name):
        name = " · ".join(part for part in (name, row.external_id) if part)
    if not name and is_needed:
        raise InvalidRowError(NO_NAME)
    return name or ""
