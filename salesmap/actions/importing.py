"""Many leads at once: one change, one transaction, in batches, so that memory stays flat however long the list is."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Insert, insert
from sqlmodel import SQLModel

from salesmap.actions.books import writing
from salesmap.actions.leads import LeadEdit, change_lead, declare_custom_fields
from salesmap.actions.records import lead_with_id
from salesmap.actions.stages import Path, default_path
from salesmap.clock import instant
from salesmap.drafts import LeadDraft
from salesmap.errors import Refused
from salesmap.folding import fold, phone_key
from salesmap.i18n import _
from salesmap.store.book import Book
from salesmap.store.models import Contact, Customer, Interaction, Lead, LeadTag, Stage, Stay
from salesmap.store.writing import Writing

_BATCH = 500


@dataclass
class Tally:
    """What became of the leads."""

    added: int = 0
    updated: int = 0
    skipped: int = 0


class Rehearsed(Exception):
    """Thrown to leave a rehearsal without a trace."""


def take_in(book: Book, drafts: Iterable[LeadDraft], source: str, on_duplicate: str = "skip", *, rehearse: bool = False) -> Tally:
    """Add leads that are not in the book yet; those known by external id, or alike to a row taken in before, are skipped,
    updated, or make the whole import fail, as `on_duplicate` says. All of it is one change. `rehearse` leaves no trace.

    Raises Refused for a duplicate when that is an error.
    """
    tally = Tally()
    try:
        with writing(book) as change:
            loader = _Loader(change, on_duplicate, tally)
            for batch in _batches(drafts):
                loader.take(batch)
            change.describe("leads imported: {}", f"{tally.added + tally.updated} · {source}")
            if rehearse:
                raise Rehearsed
    except Rehearsed:
        pass
    return tally


class _Loader:
    """One import under way: what it has seen of the book, and the next ids."""

    def __init__(self, change: Writing, on_duplicate: str, tally: Tally) -> None:
        self.change = change
        self.on_duplicate = on_duplicate
        self.tally = tally
        self.path = default_path(change)
        self.customers: dict[str, int] = {}
        self.fields: set[str] = set()

    def take(self, drafts: Sequence[LeadDraft]) -> None:
        fresh = self._without_known(drafts)
        if not fresh:
            return
        self._declare_fields(fresh)
        customers = self._customers(fresh)
        contacts = self._contacts(fresh, customers)
        first = self._next_id(Lead)
        leads, stays, tags, notes = [], [], [], []
        for lead_id, (draft, customer_id, contact_id) in enumerate(zip(fresh, customers, contacts, strict=True), first):
            row, stage_rows = _lead_rows(self.change, self.path, draft)
            leads.append({**row, "id": lead_id, "customer_id": customer_id, "contact_id": contact_id})
            stays += [{"lead_id": lead_id, **stay} for stay in stage_rows]
            tags += [{"lead_id": lead_id, "tag": tag} for tag in dict.fromkeys(draft.tags)]
            if draft.note:
                notes.append(self._note(lead_id, draft.note, row["created_at"]))
        for model, rows in ((Lead, leads), (Stay, stays), (LeadTag, tags), (Interaction, notes)):
            self._insert(model, rows)
        self.tally.added += len(leads)

    def _without_known(self, drafts: Sequence[LeadDraft]) -> list[LeadDraft]:
        known = self._known(Lead.external_id, [draft.external_id for draft in drafts if draft.external_id])
        keys = self._known(Lead.import_key, [draft.import_key for draft in drafts if draft.import_key])
        fresh = []
        for draft in drafts:
            same = known.get(draft.external_id or "") if draft.external_id else keys.get(draft.import_key or "")
            if same is None:
                fresh.append(draft)
                if draft.external_id:
                    known[draft.external_id] = 0
            else:
                self._meet(draft, same)
        return fresh

    def _meet(self, draft: LeadDraft, lead_id: int) -> None:
        """A lead that is in the book already, or (id 0) stands further up in the same file."""
        if self.on_duplicate == "error":
            known_as = draft.external_id or draft.name
            raise Refused(
                _("{name!r} is in the book already: nothing was imported. Use --on-duplicate skip or update.").format(name=known_as)
            )
        if self.on_duplicate == "update" and lead_id and change_lead(self.change, lead_with_id(self.change, lead_id), _news(draft)):
            self.tally.updated += 1
        else:
            self.tally.skipped += 1

    def _known(self, column: Any, values: list[str]) -> dict[str, int]:
        if not values:
            return {}
        places = ", ".join("?" * len(values))
        rows = self.change.sql(f"SELECT {column.key}, id FROM lead WHERE {column.key} IN ({places})", *values)
        return dict(rows)

    def _declare_fields(self, drafts: Sequence[LeadDraft]) -> None:
        used = {key for draft in drafts for key in draft.fields} - self.fields
        if used:
            declare_custom_fields(self.change, sorted(used))
            self.change.session.flush()
            self.fields |= used

    def _customers(self, drafts: Sequence[LeadDraft]) -> list[int | None]:
        names = {fold(draft.customer): draft.customer for draft in drafts if draft.customer and draft.customer.strip()}
        if wanted := [key for key in names if key not in self.customers]:
            places = ", ".join("?" * len(wanted))
            query = f"SELECT name_key, min(id) FROM customer WHERE name_key IN ({places}) GROUP BY name_key"
            self.customers.update(dict(self.change.sql(query, *wanted)))
            missing = [key for key in wanted if key not in self.customers]
            rows: list[dict[str, Any]] = [
                {"id": row_id, "name": names[key], "name_key": key, "recorded_at": self.change.now}
                for row_id, key in enumerate(missing, self._next_id(Customer))
            ]
            self._insert(Customer, rows)
            self.customers.update({row["name_key"]: row["id"] for row in rows})
        return [self.customers.get(fold(draft.customer)) if draft.customer else None for draft in drafts]

    def _contacts(self, drafts: Sequence[LeadDraft], customers: Sequence[int | None]) -> list[int | None]:
        keys = [self._contact_key(draft, customer_id) for draft, customer_id in zip(drafts, customers, strict=True)]
        known = self._known_contacts([key for key in keys if key])
        rows: list[dict[str, Any]] = []
        next_id = self._next_id(Contact)
        for key, draft in zip(keys, drafts, strict=True):
            if key and key not in known:
                known[key] = next_id + len(rows)
                rows.append(self._contact_row(known[key], key, draft))
        self._insert(Contact, rows)
        return [known[key] if key else None for key in keys]

    def _contact_key(self, draft: LeadDraft, customer_id: int | None) -> tuple[Any, ...] | None:
        """What makes a contact the same: customer, name, phone, e-mail, WeChat, all alike; None without any detail."""
        phone = _phone_key(draft.phone, self.change.book.country) if draft.phone else None
        key = (fold(draft.contact) if draft.contact else None, phone, fold(draft.email) if draft.email else None, draft.wechat)
        return (customer_id, *key) if any(key) else None

    def _known_contacts(self, keys: Sequence[tuple[Any, ...]]) -> dict[tuple[Any, ...], int]:
        found: dict[tuple[Any, ...], int] = {}
        for column, place in (("customer_id", 0), ("phone_key", 2), ("email_key", 3)):
            if values := list({key[place] for key in keys if key[place] is not None}):
                query = "SELECT id, customer_id, name_key, phone_key, email_key, wechat FROM contact WHERE {} IN ({})"
                rows = self.change.sql(query.format(column, ", ".join("?" * len(values))), *values)
                found.update({tuple(row[1:]): row[0] for row in sorted(rows, reverse=True)})
        return found

    def _contact_row(self, row_id: int, key: tuple[Any, ...], draft: LeadDraft) -> dict[str, Any]:
        customer_id, name_key, phone, email, wechat = key
        return {
            "id": row_id, "customer_id": customer_id, "name": draft.contact, "name_key": name_key, "phone": draft.phone,
            "phone_key": phone, "email": draft.email, "email_key": email, "wechat": wechat, "recorded_at": self.change.now,
        }  # fmt: skip

    def _note(self, lead_id: int, text: str, at: str) -> dict[str, Any]:
        return {"lead_id": lead_id, "kind": "note", "text": text, "at": at, "actor": self.change.book.user, "recorded_at": self.change.now}

    def _next_id(self, model: type[SQLModel]) -> int:
        rows = self.change.sql("SELECT seq FROM sqlite_sequence WHERE name = ?", model.__tablename__)
        return int(rows[0][0]) + 1 if rows else 1

    def _insert(self, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
        if rows:
            statement: Insert = insert(model)
            self.change.session.connection().execute(statement, rows)


def _lead_rows(change: Writing, path: Path, draft: LeadDraft) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A draft as a row of `lead` and its rows of `stay`."""
    clock, now = change.book.clock, change.book.clock.now()
    stage = path.named(draft.stage) if draft.stage else path.first
    status = "won" if stage.phase == "after" else draft.status
    # Of a lead that is closed, the day of its stage is the day of the end, unless that is the stage where it ended.
    stands_or_ended_in_stage = status == "open" or (draft.stage is not None and stage.phase == "before")
    entered = draft.stage_since if stands_or_ended_in_stage else None
    closed = None if status == "open" else draft.closed_at or (None if stands_or_ended_in_stage else draft.stage_since)
    created = draft.created_at or entered or closed or now
    since = entered or created
    stays, here = _stays(path, stage, status, since, closed or since, knows_length=bool(entered and closed))
    furthest = max(here, stage, key=lambda each: each.position)
    return {
        "name": draft.name,
        "name_key": fold(draft.name),
        "source": draft.source,
        "product": draft.product,
        "region": draft.region,
        "value_cents": draft.value_cents,
        "currency": draft.currency or change.book.currency,
        "owner": draft.owner,
        "process_id": path.process.id,
        "stage_id": here.id,
        "furthest_id": furthest.id,
        "status": status,
        "created_at": instant(created),
        "created_on": clock.day_of(created).isoformat(),
        "assigned_at": instant(created),
        "stage_since": stays[-1]["entered_at"],
        "touched_at": instant(max(draft.last_contact or created, closed or since)),
        "expected_close": draft.expected_close.isoformat() if draft.expected_close else None,
        "closed_at": instant(closed) if closed else None,
        "closed_on": clock.day_of(closed).isoformat() if closed else None,
        "cycle_days": (clock.day_of(closed) - clock.day_of(created)).days if closed and draft.created_at else None,
        "lost_reason": draft.lost_reason,
        "external_id": draft.external_id,
        "import_key": draft.import_key,
        "fields": json.dumps(dict(draft.fields), ensure_ascii=False),
        "recorded_at": change.now,
        "updated_at": change.now,
    }, stays


def _stays(path: Path, stage: Stage, status: str, since: Any, closed: Any, knows_length: bool) -> tuple[list[dict[str, Any]], Stage]:
    """The stays that follow from one line about a lead, and the stage where it stands now.

    Of a closed lead, nobody wrote down which stages it went through and for how long: the stay that it was closed in
    has no length, unless the line says when it began.
    """
    if status == "open":
        return [_stay(stage, since)], stage
    last = stage if stage.phase == "before" else path.first
    ended = {"left_at": instant(closed), "outcome": status, "counted": int(status != "dropped")}
    if knows_length and closed >= since:
        ended["secs"] = int((closed - since).total_seconds())
    stays = [{**_stay(last, min(since, closed)), **ended}]
    lives_on = stage if stage.phase == "after" else path.after_win
    if status != "won" or lives_on is None:
        return stays, last
    return [*stays, _stay(lives_on, closed)], lives_on


def _stay(stage: Stage, entered: Any) -> dict[str, Any]:
    return {"stage_id": stage.id, "entered_at": instant(entered), "left_at": None, "secs": None, "outcome": None, "counted": 1}


def _news(draft: LeadDraft) -> LeadEdit:
    """What a file says anew of a lead that is in the book; where it stands is moved by `lead advance`, not by a file."""
    told = {
        "name": draft.name, "customer": draft.customer, "contact": draft.contact, "phone": draft.phone, "email": draft.email,
        "wechat": draft.wechat, "source": draft.source, "product": draft.product, "region": draft.region,
        "value_cents": draft.value_cents, "currency": draft.currency, "owner": draft.owner, "lost_reason": draft.lost_reason,
        "expected_close": draft.expected_close.isoformat() if draft.expected_close else None,
    }  # fmt: skip
    return LeadEdit({key: value for key, value in told.items() if value not in (None, "")}, draft.tags, (), dict(draft.fields))


@lru_cache(maxsize=10_000)
def _phone_key(phone: str, country: str) -> str | None:
    return phone_key(phone, country)


def _batches(drafts: Iterable[LeadDraft]) -> Iterator[list[LeadDraft]]:
    waiting = iter(drafts)
    while batch := list(islice(waiting, _BATCH)):
        yield batch
