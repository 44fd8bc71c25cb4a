"""Leads out of a sheet: the good rows as drafts, the bad ones with a reason."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from hashlib import blake2b
from typing import Any, NamedTuple

from salesmap.drafts import LeadDraft
from salesmap.errors import Problem, Unreadable
from salesmap.exchange.amounts import read_amount
from salesmap.exchange.cells import Column, Reader, as_it_is, first_filled
from salesmap.exchange.columns import LEFT_OUT, OWN
from salesmap.exchange.lexicon import bare, meanings
from salesmap.exchange.moments import read_moment
from salesmap.exchange.planning import DATES, STANDING, Plan, Wishes, batches, stage_meant
from salesmap.exchange.rejects import Rejected
from salesmap.exchange.sheet import Record, refuse_changed
from salesmap.i18n import _

_CLOSED = ("won", "lost", "dropped")
_STILL_TO_COME = ("expected_close", "close_date", "next_due")
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


def read_leads(plan: Plan, tell: Callable[[int], None] = lambda rows: None) -> Iterator[LeadDraft | Rejected]:
    """Every row as a draft, or with the reason why it cannot be one. `tell` hears how many rows were read.

    Raises Refused at the end when the file was changed since it was opened.
    """
    reader = _Reader(plan)
    rows = 0
    for batch in batches(plan.sheet):
        yield from reader.drafts(batch)
        rows += len(batch)
        tell(rows)
    refuse_changed(plan.sheet)


class _Reader:
    """Turns the rows of one sheet into drafts, a column at a time: each field knows the columns that it is read from."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.wishes = plan.wishes
        self.header = "\x1f".join(plan.sheet.header)
        self.seen: Counter[bytes] = Counter()
        self.fields: dict[str, list[tuple[int, Column]]] = {}
        self.own: list[tuple[str, int, Column]] = []
        # The column that is the field comes before those that stand in for it.
        for place, fate in sorted(enumerate(plan.columns), key=lambda each: each[1].stands_in is not None):
            if fate.field.startswith(OWN):
                self.own.append((fate.field.removeprefix(OWN), place, self._column(as_it_is)))
            field = fate.stands_in or fate.field
            if field != LEFT_OUT and not field.startswith(OWN):
                self.fields.setdefault(field, []).append((place, self._column(_reader(plan, field, place))))
        defaults = self.wishes.said.defaults
        self.defaults = {field: _default(plan, field, value) for field, value in defaults.items() if not field.startswith(OWN)}
        self.own_defaults = {field.removeprefix(OWN): value for field, value in defaults.items() if field.startswith(OWN)}
        self.has_owner = "owner" in self.fields or "owner" in self.defaults
        self.next_is_called = next((fate.header for fate in plan.columns if "next_due" in (fate.field, fate.stands_in)), "")

    def _column(self, read: Reader) -> Column:
        return Column(read, self.wishes.said.empty)

    def drafts(self, batch: Sequence[Record]) -> Iterator[LeadDraft | Rejected]:
        rows = list(self._rows(batch))
        is_sound = not any(column.has_failed for parts in self.fields.values() for _place, column in parts)
        for record, row, own in zip(batch, rows, self._own_fields(batch), strict=True):
            try:
                if not is_sound:
                    _refuse_unread(row)
                yield Rejected(record, record.problem) if record.problem else self._draft(record, row, own)
            except Problem as problem:
                yield Rejected(record, str(problem))

    def _rows(self, batch: Sequence[Record]) -> Iterator[_Row]:
        cells = list(zip(*(record.cells for record in batch), strict=True))
        nothing: list[Any] = [None] * len(batch)
        known = {field: first_filled([column.read(cells[place]) for place, column in parts]) for field, parts in self.fields.items()}
        for field, value in self.defaults.items():
            known[field] = [value if cell is None else cell for cell in known.get(field, nothing)]
        return map(_Row._make, zip(*(known.get(field, nothing) for field in _Row._fields), strict=True))

    def _own_fields(self, batch: Sequence[Record]) -> Iterator[dict[str, str]]:
        columns = [column.read([record.cells[place] for record in batch]) for _name, place, column in self.own]
        names = [name for name, _place, _column in self.own]
        for row in zip(*columns, strict=True) if columns else [()] * len(batch):
            held = {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}
            yield {**self.own_defaults, **held} if self.own_defaults else held

    def _draft(self, record: Record, row: _Row, own: dict[str, str]) -> LeadDraft:
        stage, status = _standing(row)
        is_open = status == "open"
        closing = row.closed_at or row.close_date
        closed_at = None if is_open else closing or row.expected_close
        expected = row.expected_close or closing if is_open else row.expected_close
        if closed_at and row.created_at and self._day(closed_at) < self._day(row.created_at):
            raise Unreadable(_("it was closed before it was created"))
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
            currency=row.currency or written,
            owner=row.owner if self.has_owner else self.wishes.owner,
            stage=stage,
            status=status,
            tags=row.tags or (),
            note=row.note,
            fields=own,
            then=(row.next or self.next_is_called, self._day(row.next_due)) if row.next_due and is_open else None,
            created_at=row.created_at,
            stage_since=row.stage_since,
            last_contact=row.last_contact,
            closed_at=closed_at,
            lost_reason=row.lost_reason,
            expected_close=self._day(expected) if expected else None,
            external_id=row.external_id,
            import_key=None if row.external_id else self._key(record),
        )

    def _day(self, moment: datetime) -> Any:
        return self.wishes.clock.day_of(moment)

    def _key(self, record: Record) -> str:
        """What tells this row from every other: its cells, and which of the rows alike in this file it is."""
        digest = blake2b("\x1f".join((self.header, *record.cells)).encode(), digest_size=12).digest()
        self.seen[digest] += 1
        return f"{digest.hex()}-{self.seen[digest]}"


def _refuse_unread(row: _Row) -> None:
    """Raise the first Problem among the cells."""
    for cell in row:
        if isinstance(cell, Problem):
            raise cell


def _reader(plan: Plan, field: str, place: int) -> Reader:
    """How the cells of a column are read, by the field that they are for."""
    if field in DATES:
        return partial(_moment, plan.wishes, field, plan.date_orders.get(place))
    if field == "value":
        return partial(_value, plan.decimals.get(place, "."))
    if field in STANDING:
        return partial(_standing_meant, plan)
    return _READERS.get(field, as_it_is)


def _default(plan: Plan, field: str, value: str) -> Any:
    """What `--defaults field=value` stands for. Raises Unreadable."""
    if field in STANDING:
        meant = stage_meant(value, plan.wishes)
        if meant is None:
            known = ", ".join(dict.fromkeys(plan.wishes.known_stages.values()))
            raise Unreadable(_("There is no stage {name!r}: it is one of {known}.").format(name=value, known=known))
        return meant
    if field in DATES:
        return _moment(plan.wishes, field, plan.wishes.said.date_order, value)
    if field == "value":
        return _value(plan.wishes.said.decimal or ".", value)
    return _READERS.get(field, as_it_is)(value)


def _moment(wishes: Wishes, field: str, order: str | None, cell: str) -> datetime:
    moment = read_moment(cell, order, wishes.clock)
    if field not in _STILL_TO_COME and wishes.clock.day_of(moment) > wishes.clock.today():
        raise Unreadable(_("{field} lies in the future: {cell}").format(field=field, cell=cell))
    return moment


def _value(decimal: str, cell: str) -> tuple[int, str | None]:
    return read_amount(cell, decimal)


def _standing_meant(plan: Plan, word: str) -> str:
    return plan.stages[word][0]


def _currency(cell: str) -> str | None:
    word = bare(cell)
    code = meanings("currencies").get(word) or cell.upper()
    if cell in meanings("nothing") or meanings("nothing").get(word) == "currency":
        return None
    if not (len(code) == 3 and code.isalpha() and code.isascii()):
        raise Unreadable(_("{code!r} is no currency").format(code=cell))
    return code


def _exact(cell: str) -> str:
    """Digits that must be whole: of an id, of a phone."""
    if _SHORTENED.fullmatch(cell):
        raise Unreadable(_("a spreadsheet has shortened {cell!r}: its digits are lost").format(cell=cell))
    return cell


def _tags(cell: str) -> tuple[str, ...]:
    """`a, b; c`, or a JSON list where tags hold commas themselves."""
    if cell.startswith("["):
        with suppress(ValueError):
            return tuple(str(tag) for tag in json.loads(cell) if str(tag).strip())
    return tuple(tag.strip() for tag in re.split("[,;，；、]", cell) if tag.strip())


_READERS: dict[str, Reader] = {"currency": _currency, "external_id": _exact, "phone": _exact, "tags": _tags}


def _standing(row: _Row) -> tuple[str | None, str]:
    """(stage, status) from a stage column, a status column, or both."""
    stage, status = None, "open"
    for meaning in (row.stage, row.status):
        if meaning in _CLOSED:
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
    """A name for a lead whose file gives it none: who buys what. Raises Unreadable."""
    buyer = row.customer or contact
    name = " · ".join(part for part in (buyer, row.product) if part) or row.email or row.phone
    if row.external_id and not (buyer and name):
        name = " · ".join(part for part in (name, row.external_id) if part)
    if not name:
        raise Unreadable(_("it has no name, and nothing to make one of"))
    return name
