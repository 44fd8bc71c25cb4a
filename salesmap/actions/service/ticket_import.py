"""Importing tickets: one change, in batches."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from salesmap.actions.imports.import_parties import ImportedParties
from salesmap.actions.imports.importing import importing
from salesmap.actions.imports.lead_keys import UnknownKeyError
from salesmap.actions.imports.leads import AlreadyThere, Tally
from salesmap.actions.papers.numbering import NumberSeries
from salesmap.actions.service.loading import levels_of
from salesmap.actions.service.ticket_contracts import contracts_of, own_ones
from salesmap.actions.service.ticket_updates import update_ticket
from salesmap.actions.team.owners import FileOwners
from salesmap.core.clock import instant
from salesmap.core.errors import RuleViolation
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.drafts import LeadDraft, TicketDraft
from salesmap.domain.records import TicketEvent
from salesmap.domain.service.ticket import NORMAL, Ticket
from salesmap.store.database import Database
from salesmap.store.engine.bulk import in_bulk, insert, next_id
from salesmap.store.unit_of_work import UnitOfWork

Reject = Callable[[TicketDraft, str], None]
"""Receives a row that is not imported, and why."""

KEYS = ("number", "external_id")
"""The fields by which a ticket can be found again."""

NO_CONTRACT, NO_TARGETS, UNPUBLISHED = "no_contract", "no_targets", "unpublished:"
"""Remarks: an unknown contract is left out; the map has no targets; a year without holidays."""

_BATCH = 500
_EVENT = ("ticket_id", "kind", "at", "is_human", "actor", "recorded_at")


def import_tickets(
    database: Database,
    drafts: Iterable[TicketDraft],
    source: str,
    on_duplicate: str = "skip",
    *,
    dry_run: bool = False,
    key: str | None = None,
    has_numbers: bool = True,
    reject: Reject = lambda draft, why: None,
) -> Tally:
    """Add the tickets that are not in the database, as one change.

    A ticket is there by the field `key`, else by its external id, its number, or the same row
    imported before; then it is skipped, updated with what the file has, or an error (`skip update
    error`). Where rows may have numbers (`has_numbers`), those without come last, so that none
    gets the number of another row. A dry run writes nothing. Raises AlreadyThere, UnknownKeyError.
    """
    if key and key not in KEYS:
        raise UnknownKeyError(key, KEYS)
    with importing(database, dry_run=dry_run) as change:
        importer = _TicketImporter(change, on_duplicate, key, reject)
        rows = _numbered_first(drafts) if has_numbers else iter(drafts)
        with in_bulk(change, expected=0):
            while batch := list(islice(rows, _BATCH)):
                importer.add(batch)
        tally = importer.tally
        for year in sorted(importer.levels.time.unpublished):
            tally.remarks[f"{UNPUBLISHED}{year}"] = 1
        change.describe("tickets imported: {}", f"{tally.added + tally.updated} · {source}")
    return tally


class _TicketImporter:
    """An import under way."""

    def __init__(
        self, change: UnitOfWork, on_duplicate: str, key: str | None, reject: Reject
    ) -> None:
        self.change = change
        self.on_duplicate = on_duplicate
        self.reject = reject
        self.tally = Tally(noun="ticket")
        self.fields = (key,) if key else ("external_id", "number")
        self.levels = levels_of(change)
        self.parties = ImportedParties(change)
        self.owners = FileOwners(change)
        self.numbers = NumberSeries(change, Ticket.TABLE)
        self.in_file: dict[tuple[str, str], TicketDraft] = {}
        """The rows of the file so far by the number and the external id of their ticket."""

    def add(self, drafts: Sequence[TicketDraft]) -> None:
        """Add, update, skip or reject rows."""
        self.numbers.taken.update(draft.number for draft in drafts if draft.number)
        new = self.owners.admit(self._new(drafts), self.reject, _is_open)
        contracts = contracts_of(self.change, new)
        new = list(own_ones(new, contracts, self.reject))
        if not new:
            return
        customers = self._customers(new)
        contacts = self._contacts(new, customers)
        first = next_id(self.change, Ticket)
        tickets, events = [], []
        for id, draft in enumerate(new, first):
            place = id - first
            contract_id, *_owner = contracts.get(draft.contract or "", (None,))
            if draft.contract and contract_id is None:
                self.tally.remark(NO_CONTRACT, draft.row.line)
            ticket = self._ticket(draft, customers[place], contacts[place], contract_id)
            tickets.append((id, *(getattr(ticket, column) for column in Ticket.COLUMNS[1:])))
            events += [(id, *each) for each in self._events(draft)]
            self._remark(draft)
        insert(self.change, Ticket, Ticket.COLUMNS, tickets)
        insert(self.change, TicketEvent, _EVENT, events)
        self.tally.add([draft.key for draft in new])

    def _ticket(
        self, draft: TicketDraft, customer_id: int, contact_id: int | None, contract_id: int | None
    ) -> Ticket:
        """Return the ticket of a row with its targets and times."""
        now = self.change.now
        opened = instant(draft.opened_at)
        ticket = Ticket(
            customer_id=customer_id,
            contact_id=contact_id,
            contract_id=contract_id,
            number=draft.number,
            kind=draft.kind,
            priority=draft.priority or NORMAL,
            channel=draft.channel,
            text=draft.text,
            owner=draft.owner,
            opened_at=opened,
            opened_on=opened[:10],
            external_id=draft.external_id,
            import_key=draft.key,
            recorded_at=now,
        )
        if ticket.number is None:
            ticket.number, ticket.series, ticket.serial = self.numbers.next()
        if not ticket.open(self.levels):
            self.tally.remark(NO_TARGETS, draft.row.line)
        ticket.responded_at, ticket.resolved_at, ticket.closed_at = (
            instant(moment) if moment else None
            for moment in (draft.responded_at, draft.resolved_at, draft.closed_at)
        )
        if draft.resolved_at:
            ticket.resolved_on = self.levels.clock.day_of(draft.resolved_at).isoformat()
        if draft.state == "waiting":
            ticket.waiting_since = instant(draft.responded_at or draft.opened_at)
        if draft.is_timed:
            ticket.response_secs = self._secs(draft, "responded_at")
            ticket.solution_secs = self._secs(draft, "resolved_at")
        return ticket

    def _secs(self, draft: TicketDraft, field: str) -> int | None:
        """Return the working time to a moment.

        None for one that contradicts the others, or where the file says a day only.
        """
        answered, solved = draft.responded_at, draft.resolved_at
        moment: datetime | None = getattr(draft, field)
        if (
            moment is None
            or {"opened_at", field} & draft.days
            or (answered and solved and answered > solved)
        ):
            return None
        if any(each and each < draft.opened_at for each in (answered, solved)):
            return None
        length: timedelta = self.levels.time.between(draft.opened_at, moment)
        return int(length.total_seconds())

    def _events(self, draft: TicketDraft) -> Iterator[tuple[Any, ...]]:
        moments = [
            ("replied", draft.responded_at),
            (
                "waiting",
                (draft.responded_at or draft.opened_at) if draft.state == "waiting" else None,
            ),
            ("resolved", draft.resolved_at),
            ("closed", draft.closed_at),
        ]
        user, now = self.change.database.user, self.change.now
        return ((kind, instant(at), 1, user, now) for kind, at in moments if at)

    def _new(self, drafts: Sequence[TicketDraft]) -> Iterator[TicketDraft]:
        """Yield the drafts of new tickets; the others are skipped, rejected, or an update."""
        known = {field: self._ids(field, drafts) for field in (*self.fields, "import_key")}
        for draft in drafts:
            words = {field: word for field in known if (word := _word(draft, field))}
            twin = self._twin(draft)
            found = (known[field].get(word) for field, word in words.items())
            id = next((id for id in found if id), None)
            if twin and twin.row.cells == draft.row.cells:
                self.tally.skip(draft, None)
            elif twin:
                number = draft.external_id or draft.number
                self.reject(draft, _("the ticket {number} is there twice").format(number=number))
            elif id is None:
                yield draft
            elif self.on_duplicate == "error":
                raise AlreadyThere(draft.number or draft.external_id or "")
            elif self.on_duplicate == "update":
                self._update(draft, id)
            else:
                self.tally.skip(draft, id)

    def _update(self, draft: TicketDraft, ticket_id: int) -> None:
        """Change what the file has of a ticket; where it may not be, reject the row."""
        if not self.owners.admit([draft], self.reject, _is_open):
            return
        try:
            with self.change.attempt():
                is_changed, remarks = update_ticket(self.change, self.levels, draft, ticket_id)
        except RuleViolation as error:
            self.reject(draft, str(error))
            return
        for code in remarks:
            self.tally.remark(code, draft.row.line)
        if is_changed:
            self.tally.updated += 1
        else:
            self.tally.skip(draft, ticket_id)
        self.change.flush()
        self.change.forget()

    def _remark(self, draft: TicketDraft) -> None:
        for code in draft.remarks:
            self.tally.remark(code, draft.row.line)

    def _twin(self, draft: TicketDraft) -> TicketDraft | None:
        """Return an earlier row of the file with the same number or external id."""
        named = [(field, word) for field in KEYS if (word := _word(draft, field))]
        twin = next((self.in_file[each] for each in named if each in self.in_file), None)
        for each in named:
            self.in_file.setdefault(each, draft)
        return twin

    def _ids(self, field: str, drafts: Sequence[TicketDraft]) -> dict[str, int]:
        """Return the tickets of the database by the words of a field."""
        words = sorted({word for draft in drafts if (word := _word(draft, field))})
        if not words:
            return {}
        marks = ", ".join("?" * len(words))
        sql = f"SELECT {field}, id FROM ticket WHERE {field} IN ({marks})"
        return dict(self.change.sql(sql, *words))

    def _customers(self, drafts: Sequence[TicketDraft]) -> list[int]:
        leads = [LeadDraft(name="", customer=draft.customer) for draft in drafts]
        return [id for id in self.parties.customers(leads) if id is not None]

    def _contacts(
        self, drafts: Sequence[TicketDraft], customers: Sequence[int]
    ) -> list[int | None]:
        """Return the contacts of rows: the customer's own of that name or address, or new ones."""
        marks = ", ".join("?" * len(set(customers)))
        columns = "customer_id, name_key, email_key, id"
        sql = f"SELECT {columns} FROM contact WHERE customer_id IN ({marks})"
        existing: dict[tuple[int, str], int] = {}
        for customer_id, *keys, id in self.change.sql(f"{sql} ORDER BY id", *set(customers)):
            for key in filter(None, keys):
                existing.setdefault((customer_id, key), id)
        found: list[int | None] = []
        missing: list[tuple[int, LeadDraft]] = []
        for place, (draft, customer_id) in enumerate(zip(drafts, customers, strict=True)):
            person = draft.contact
            keys = [fold(word) for word in (person.get("name"), person.get("email")) if word]
            found.append(
                next((existing[customer_id, k] for k in keys if (customer_id, k) in existing), None)
            )
            if found[-1] is None and any(person.values()):
                wanted = LeadDraft(
                    name="",
                    contact=person.get("name"),
                    email=person.get("email"),
                    phone=person.get("phone"),
                )
                missing.append((place, wanted))
        made = self.parties.contacts(
            [each for _place, each in missing], [customers[place] for place, _each in missing]
        )
        for (place, _each), id in zip(missing, made, strict=True):
            found[place] = id
        return found


def _is_open(draft: TicketDraft) -> bool:
    return draft.state != "closed"


def _numbered_first(drafts: Iterable[TicketDraft]) -> Iterator[TicketDraft]:
    """Yield the drafts with a number, then the others."""
    others = []
    for draft in drafts:
        if draft.number:
            yield draft
        else:
            others.append(draft)
    yield from others


def _word(draft: TicketDraft, field: str) -> str:
    """Return what a row says in a field by which tickets are found."""
    return draft.key if field == "import_key" else getattr(draft, field) or ""
