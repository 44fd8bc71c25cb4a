"""Leads from a sheet."""

import json
import re
from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple, cast

from salesmap.core.errors import UsageError
from salesmap.core.i18n import N_, _
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.field_values import canonical
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.vocabulary import ENDS
from salesmap.exchange.errors import InvalidRowError, ShortenedNumberError
from salesmap.exchange.mapping.aliases import aliases, normalized
from salesmap.exchange.mapping.cells import Reader, without_guard
from salesmap.exchange.mapping.columns import CUSTOM
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.mapping.row_keys import RowKeys
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record

_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_HAN = re.compile("[\u3400-\u9fff]")


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
    lost_reason: str | None
    external_id: str | None
    tags: tuple[str, ...] | None
    note: str | None
    next: str | None
    next_due: datetime | None


_FIELDS: type[_Row] = cast("Any", namedtuple)(
    "_FIELDS", dict.fromkeys([*_Row._fields, *PLAIN_FIELDS])
)
"""A row with every plain field, too."""


def read_leads(
    plan: ImportPlan, progress: Callable[[int], None] = lambda rows: None
) -> Iterator[LeadDraft | Rejected]:
    """Yield every row as a lead, or rejected with the reason.

    `progress` is called with the rows read. Raises ChangedFileError at the end, if the file was
    changed since it was opened.
    """
    drafter = _Drafter(plan)
    return drafter.reader.drafts(drafter.draft, progress)


class _Drafter:
    """Makes drafts of the rows of one sheet."""

    def __init__(self, plan: ImportPlan) -> None:
        options = plan.context.options
        self.context = plan.context
        self.reader = FieldReader(plan, _FIELDS, _READERS)
        self.keys = RowKeys(plan.sheet.header)
        self.has_owner = self.reader.has("owner")
        self.next_step_header = next(
            (
                column.header
                for column in plan.columns
                if "next_due" in (column.field, column.stands_in_for)
            ),
            "",
        )
        self.currency = next(
            (_currency_named(column.header) for column in plan.columns if column.field == "value"),
            None,
        )
        self.custom_columns = [
            (column.field.removeprefix(CUSTOM), index)
            for index, column in enumerate(plan.columns)
            if column.field.startswith(CUSTOM)
        ]
        self.empty = plan.context.empty_words
        self.custom_defaults = {
            field.removeprefix(CUSTOM): value
            for field, value in options.defaults.items()
            if field.startswith(CUSTOM)
        }

    def draft(self, record: Record, row: _Row) -> LeadDraft:
        """Return the lead of a row. Raises UsageError."""
        stage, status = _stage_and_status(row)
        is_open = status == "open"
        close = row.closed_at or row.close_date
        closed_at = None if is_open else close or self._close_as_expected(row)
        expected = row.expected_close or close if is_open else row.expected_close
        if closed_at and row.created_at and self._day(closed_at) < self._day(row.created_at):
            raise InvalidRowError(N_("closed before it was created"))
        cents, cell_currency = row.value or (None, None)
        contact = row.contact or _full_name(row)
        return LeadDraft(
            name=row.name or _made_up_name(row, contact),
            customer=row.customer,
            contact=contact,
            phone=row.phone,
            email=row.email,
            wechat=row.wechat,
            **{name: getattr(row, name) for name in PLAIN_FIELDS},
            value_cents=cents,
            currency=row.currency or cell_currency or self.currency,
            owner=row.owner if self.has_owner else self.context.owner,
            pipeline=row.pipeline,
            stage=stage,
            status=status,
            tags=row.tags or (),
            note=row.note,
            fields=self._custom_fields(record.cells),
            next_step=(row.next or self.next_step_header, self._day(row.next_due))
            if row.next_due and is_open
            else None,
            created_at=row.created_at,
            stage_since=row.stage_since,
            last_contact=row.last_contact,
            closed_at=closed_at,
            lost_reason=row.lost_reason,
            expected_close=self._day(expected) if expected else None,
            external_id=row.external_id,
            import_key=None if row.external_id else self.keys.key(record),
        )

    def _close_as_expected(self, row: _Row) -> datetime | None:
        """Return the expected close date of a closed lead: some systems put the real one there."""
        expected, created = row.expected_close, row.created_at
        if expected and created and self._day(expected) < self._day(created):
            return None
        return expected

    def _custom_fields(self, cells: Sequence[str]) -> dict[str, str]:
        values = {
            name: without_guard(cell)
            for name, index in self.custom_columns
            if (cell := cells[index].strip()) and cell.casefold() not in self.empty
        }
        if self.custom_defaults:
            values = {**self.custom_defaults, **values}
        declared = self.context.custom_fields
        for name in values.keys() & declared.keys():
            values[name] = canonical(declared[name], values[name], self.context.clock.today())
        return values

    def _day(self, moment: datetime) -> Any:
        return self.context.clock.day_of(moment)


def _currency(cell: str) -> str | None:
    word = normalized(cell)
    code = aliases("currencies").get(word) or cell.upper()
    if cell in aliases("nothing") or aliases("nothing").get(word) == "currency":
        return None
    if not (len(code) == 3 and code.isalpha() and code.isascii()):
        raise UsageError(_("{code!r} is not a currency").format(code=cell))
    return code


def _currency_named(header: str) -> str | None:
    """Return the currency that the last word of a header names: `Amount (USD)`."""
    words = re.findall(r"\w+", header)
    return aliases("currencies").get(normalized(words[-1])) if len(words) > 1 else None


def _exact(cell: str) -> str:
    """Read an id or a phone number, whose digits must be complete."""
    if _SHORTENED.fullmatch(cell):
        raise ShortenedNumberError(cell)
    return cell


def _tags(cell: str) -> tuple[str, ...]:
    """Read `a, b; c`, or a JSON list where tags have commas themselves."""
    if cell.startswith("["):
        with suppress(ValueError):
            return tuple(str(tag) for tag in json.loads(cell) if str(tag).strip())
    return tuple(tag.strip() for tag in re.split("[,;，；、]", cell) if tag.strip())


_READERS: dict[str, Reader] = {
    "currency": _currency,
    "external_id": _exact,
    "phone": _exact,
    "tags": _tags,
}


def _stage_and_status(row: _Row) -> tuple[str | None, str]:
    """Return (stage, status) of a stage column, a status column, or both."""
    stage, status = None, "open"
    for word in (row.stage, row.status):
        if word in ENDS:
            status = word
        elif word and word != "open":
            stage = stage or word
    return stage, status


def _full_name(row: _Row) -> str | None:
    """Return a person's name from its parts; Chinese names have the family name first."""
    parts = [part for part in (row.first_name, row.last_name) if part]
    if parts and all(_HAN.search(part) for part in parts):
        return "".join(reversed(parts))
    return " ".join(parts) or None


def _made_up_name(row: _Row, contact: str | None) -> str:
    """Return a name for a lead without one: who buys what. Raises InvalidRowError."""
    buyer = row.customer or contact
    name = " · ".join(part for part in (buyer, row.product) if part) or row.email or row.phone
    if row.external_id and not (buyer and name):
        name = " · ".join(part for part in (name, row.external_id) if part)
    if not name:
        raise InvalidRowError(N_("no name, and no company or contact to name it after"))
    return name
