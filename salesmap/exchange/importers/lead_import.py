"""Leads out of a sheet: the good rows as drafts, the bad ones with a reason."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.field_values import canonical
from salesmap.domain.vocabulary import ENDS
from salesmap.exchange.importers.rejects import Rejected
from salesmap.exchange.mapping.aliases import bare, meanings
from salesmap.exchange.mapping.cells import Reader, unguarded
from salesmap.exchange.mapping.columns import OWN
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import Plan
from salesmap.exchange.mapping.row_keys import RowKeys
from salesmap.exchange.tabular.sheet import Record

_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_HAN = re.compile("[\u3400-\u9fff]")


class _Row(NamedTuple):
    """What a row says of a lead: each field read, those without a column or a cell empty."""

    name: str | None
    customer: str | None
    contact: str | None
    first_name: str | None
    last_name: str | None
    phone: str | None
    email: str | None
    wechat: str | None
    source: str | None
    product: str | None
    region: str | None
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


def read_leads(
    plan: Plan, tell: Callable[[int], None] = lambda rows: None
) -> Iterator[LeadDraft | Rejected]:
    """Every row as a draft, or with the reason why it cannot be one. `tell` hears how many rows were read.

    Raises RuleViolation at the end when the file was changed since it was opened.
    """
    drafter = _Drafter(plan)
    return drafter.reader.drafts(drafter.draft, tell)


class _Drafter:
    """Makes drafts of the rows of one sheet."""

    def __init__(self, plan: Plan) -> None:
        self.wishes = plan.wishes
        self.reader = FieldReader(plan, _Row, _READERS)
        self.keys = RowKeys(plan.sheet.header)
        self.has_owner = self.reader.knows("owner")
        self.next_is_called = next(
            (fate.header for fate in plan.columns if "next_due" in (fate.field, fate.stands_in)), ""
        )
        self.currency = next(
            (_currency_named(fate.header) for fate in plan.columns if fate.field == "value"), None
        )
        self.own = [
            (fate.field.removeprefix(OWN), place)
            for place, fate in enumerate(plan.columns)
            if fate.field.startswith(OWN)
        ]
        self.empty = {"", *(word.casefold() for word in self.wishes.said.empty)}
        defaults = self.wishes.said.defaults
        self.own_defaults = {
            field.removeprefix(OWN): value
            for field, value in defaults.items()
            if field.startswith(OWN)
        }

    def draft(self, record: Record, row: _Row) -> LeadDraft:
        """The lead that a row tells of. Raises UsageError."""
        stage, status = _standing(row)
        is_open = status == "open"
        closing = row.closed_at or row.close_date
        closed_at = None if is_open else closing or self._end_as_expected(row)
        expected = row.expected_close or closing if is_open else row.expected_close
        if closed_at and row.created_at and self._day(closed_at) < self._day(row.created_at):
            raise UsageError(_("closed before it was created"))
        cents, written = row.value or (None, None)
        contact = row.contact or _full_name(row)
        return LeadDraft(
            name=row.name or _made_name(row, contact),
            customer=row.customer,
            contact=contact,
            phone=row.phone,
            email=row.email,
            wechat=row.wechat,
            source=row.source,
            product=row.product,
            region=row.region,
            value_cents=cents,
            currency=row.currency or written or self.currency,
            owner=row.owner if self.has_owner else self.wishes.owner,
            pipeline=row.pipeline,
            stage=stage,
            status=status,
            tags=row.tags or (),
            note=row.note,
            fields=self._own_fields(record.cells),
            then=(row.next or self.next_is_called, self._day(row.next_due))
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

    def _end_as_expected(self, row: _Row) -> datetime | None:
        """When a closed lead ended, where only the day is told that was once expected: some systems put the real one there."""
        expected, created = row.expected_close, row.created_at
        if expected and created and self._day(expected) < self._day(created):
            return None
        return expected

    def _own_fields(self, cells: Sequence[str]) -> dict[str, str]:
        held = {
            name: unguarded(cell)
            for name, place in self.own
            if (cell := cells[place].strip()) and cell.casefold() not in self.empty
        }
        if self.own_defaults:
            held = {**self.own_defaults, **held}
        for name in held.keys() & self.wishes.own.keys():
            held[name] = canonical(self.wishes.own[name], held[name], self.wishes.clock.today())
        return held

    def _day(self, moment: datetime) -> Any:
        return self.wishes.clock.day_of(moment)


def _currency(cell: str) -> str | None:
    word = bare(cell)
    code = meanings("currencies").get(word) or cell.upper()
    if cell in meanings("nothing") or meanings("nothing").get(word) == "currency":
        return None
    if not (len(code) == 3 and code.isalpha() and code.isascii()):
        raise UsageError(_("{code!r} is not a currency").format(code=cell))
    return code


def _currency_named(header: str) -> str | None:
    """The currency that the last word of a header names: `Amount (USD)`."""
    words = re.findall(r"\w+", header)
    return meanings("currencies").get(bare(words[-1])) if len(words) > 1 else None


def _exact(cell: str) -> str:
    """Digits that must be whole: of an id, of a phone."""
    if _SHORTENED.fullmatch(cell):
        raise UsageError(
            _("{cell!r} was shortened by a spreadsheet: its digits are lost").format(cell=cell)
        )
    return cell


def _tags(cell: str) -> tuple[str, ...]:
    """`a, b; c`, or a JSON list where tags hold commas themselves."""
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


def _standing(row: _Row) -> tuple[str | None, str]:
    """(stage, status) from a stage column, a status column, or both."""
    stage, status = None, "open"
    for meaning in (row.stage, row.status):
        if meaning in ENDS:
            status = meaning
        elif meaning and meaning != "open":
            stage = stage or meaning
    return stage, status


def _full_name(row: _Row) -> str | None:
    """A person's name out of its parts, as it is written in its language."""
    parts = [part for part in (row.first_name, row.last_name) if part]
    if parts and all(_HAN.search(part) for part in parts):
        return "".join(reversed(parts))
    return " ".join(parts) or None


def _made_name(row: _Row, contact: str | None) -> str:
    """A name for a lead whose file gives it none: who buys what. Raises UsageError."""
    buyer = row.customer or contact
    name = " · ".join(part for part in (buyer, row.product) if part) or row.email or row.phone
    if row.external_id and not (buyer and name):
        name = " · ".join(part for part in (name, row.external_id) if part)
    if not name:
        raise UsageError(_("no name, and no company or contact to name it after"))
    return name
