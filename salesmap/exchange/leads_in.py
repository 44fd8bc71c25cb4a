"""Leads out of a sheet, row by row: the good ones as drafts, the bad ones with a reason."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from salesmap.drafts import LeadDraft
from salesmap.errors import Problem, Unreadable
from salesmap.exchange.columns import OWN
from salesmap.exchange.planning import DATES, Plan, meanings
from salesmap.exchange.sheet import Record, records, refuse_changed
from salesmap.exchange.values import read_amount, read_moment
from salesmap.i18n import _

CLOSED = ("won", "lost", "dropped")


class Rejected(NamedTuple):
    """A row that cannot land, and why."""

    record: Record
    reason: str


def read_leads(plan: Plan) -> Iterator[LeadDraft | Rejected]:
    """Every row as a draft, or with the reason why it cannot be one.

    Raises Refused at the end when the file was changed since it was opened.
    """
    reader = _RowReader(plan)
    for record in records(plan.sheet):
        if record.problem:
            yield Rejected(record, record.problem)
            continue
        try:
            yield reader.draft(record)
        except Problem as problem:
            yield Rejected(record, str(problem))
    refuse_changed(plan.sheet)


class _RowReader:
    """Turns the rows of one sheet into drafts."""

    def __init__(self, plan: Plan) -> None:
        self.columns = plan.columns
        self.wishes = plan.wishes
        self.stages = plan.stages
        self.orders = {fate.field: plan.date_orders.get(fate.header) for fate in plan.columns}
        self.header = "\x1f".join(plan.sheet.header)
        self.has_owner = any(fate.field == "owner" for fate in plan.columns) or "owner" in plan.wishes.defaults
        self.seen: Counter[bytes] = Counter()

    def draft(self, record: Record) -> LeadDraft:
        cells = {fate.field: _unguard(cell) for fate, cell in zip(self.columns, record.cells, strict=True) if cell.strip()}
        for field, value in self.wishes.defaults.items():
            cells.setdefault(field, value)
        cents, currency = self._amount(cells)
        stage, status = self._standing(cells)
        moments = {field: self._moment(field, cells[field]) for field in DATES if field in cells}
        closed_at, expected = self._closing(moments, status)
        if closed_at and moments.get("created_at") and closed_at.date() < moments["created_at"].date():
            raise Unreadable(_("it was closed before it was created"))
        return LeadDraft(
            name=cells.get("name") or _name(cells),
            customer=cells.get("customer"),
            contact=cells.get("contact"),
            phone=cells.get("phone"),
            email=cells.get("email"),
            wechat=cells.get("wechat"),
            source=cells.get("source"),
            product=cells.get("product"),
            region=cells.get("region"),
            value_cents=cents,
            currency=currency,
            owner=cells.get("owner") if self.has_owner else self.wishes.owner,
            stage=stage,
            status=status,
            tags=_tags(cells.get("tags", "")),
            note=cells.get("note"),
            fields={field.removeprefix(OWN): cell for field, cell in cells.items() if field.startswith(OWN)},
            created_at=moments.get("created_at"),
            stage_since=moments.get("stage_since"),
            last_contact=moments.get("last_contact"),
            closed_at=closed_at,
            lost_reason=cells.get("lost_reason"),
            expected_close=self.wishes.clock.day_of(expected) if expected else None,
            external_id=cells.get("external_id"),
            import_key=None if cells.get("external_id") else self._key(record),
        )

    def _amount(self, cells: dict[str, str]) -> tuple[int | None, str | None]:
        cents, written = read_amount(cells["value"], self.wishes.decimal) if "value" in cells else (None, None)
        currency = cells.get("currency", "").strip().upper() or written
        if currency and not (len(currency) == 3 and currency.isalpha() and currency.isascii()):
            raise Unreadable(_("{code!r} is no currency").format(code=currency))
        return cents, currency

    def _standing(self, cells: dict[str, str]) -> tuple[str | None, str]:
        """(stage, status) from a stage column, a status column, or both."""
        stage, status = None, "open"
        for field in ("stage", "status"):
            word = cells.get(field, "").strip()
            meaning = self.stages[word][0] if word in self.stages else self._default_meaning(word)
            if meaning in CLOSED:
                status = meaning
            elif meaning and meaning != "open":
                stage = meaning
        return stage, status

    def _default_meaning(self, word: str) -> str | None:
        if not word:
            return None
        return next(iter(meanings(Counter([word]), self.wishes).values()))[0]

    def _moment(self, field: str, cell: str) -> datetime:
        moment = read_moment(cell, self.orders.get(field) or self.wishes.date_order, self.wishes.clock)
        if field not in ("expected_close", "close_date") and self.wishes.clock.day_of(moment) > self.wishes.clock.today():
            raise Unreadable(_("{field} lies in the future: {cell}").format(field=field, cell=cell))
        return moment

    def _closing(self, moments: dict[str, datetime], status: str) -> tuple[datetime | None, datetime | None]:
        """(closed, expected): one closing date means the one for closed leads, the other for open ones."""
        closing = moments.get("closed_at") or moments.get("close_date")
        if status == "open":
            return None, moments.get("expected_close") or closing
        return closing or moments.get("expected_close"), moments.get("expected_close")

    def _key(self, record: Record) -> str:
        """What tells this row from every other: its cells, and which of the rows alike in this file it is."""
        digest = blake2b("\x1f".join((self.header, *record.cells)).encode(), digest_size=12).digest()
        self.seen[digest] += 1
        return f"{digest.hex()}-{self.seen[digest]}"


def _name(cells: dict[str, str]) -> str:
    """A name for a lead whose file gives it none: who buys what."""
    parts = [cells.get("customer") or cells.get("contact"), cells.get("product")]
    name = " · ".join(part for part in parts if part) or cells.get("email") or cells.get("phone")
    if cells.get("external_id") and not (parts[0] and name):
        name = " · ".join(part for part in (name, cells["external_id"]) if part)
    if not name:
        raise Unreadable(_("it has no name, and nothing to make one of"))
    return name


def _tags(cell: str) -> tuple[str, ...]:
    """`a, b; c`, or a JSON list where tags hold commas themselves."""
    if cell.startswith("["):
        with suppress(ValueError):
            return tuple(str(tag) for tag in json.loads(cell) if str(tag).strip())
    return tuple(tag.strip() for tag in cell.replace(";", ",").split(",") if tag.strip())


def _unguard(cell: str) -> str:
    """Take off the `'` that keeps a spreadsheet from running a text as a formula."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(tuple("=+-@\t\r\n＝＋－＠")) else cell
