"""Opening tickets, what happens on them, and editing them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.papers.numbering import give_number
from salesmap.actions.service.loading import events_of, levels_of, ticket_with_id
from salesmap.actions.team.owners import chosen, default_owner
from salesmap.core.clock import instant
from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import N_, _
from salesmap.domain.contract.contract import Contract
from salesmap.domain.errors import EmptyText
from salesmap.domain.records import Contact, Customer, Lead, TicketEvent
from salesmap.domain.service.refusals import OfOtherCustomer, UnknownPriority
from salesmap.domain.service.ticket import NORMAL, ServiceLevels, Ticket
from salesmap.domain.service.vocabulary import PRIORITIES
from salesmap.store.database import Database
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork

_SUMMARIES = {
    "replied": N_("ticket answered: {}"),
    "customer": N_("note of the customer on ticket {}"),
    "waiting": N_("ticket waits for the customer: {}"),
    "resumed": N_("ticket resumed: {}"),
    "resolved": N_("ticket resolved: {}"),
    "reopened": N_("ticket reopened: {}"),
    "closed": N_("ticket closed: {}"),
}
"""The summary of each event that a command records."""


NONE = 0
"""The id that is wished for where a ticket shall have no contact, or no contract."""


class TicketExists(RuleViolation):
    """A ticket has this external id. `data`: its `id`."""

    code = "ticket_exists"

    def __init__(self, external_id: str, id: int, ticket: str) -> None:
        text = _("Ticket {ticket} has the external id {external_id} already.")
        super().__init__(
            text.format(ticket=ticket, external_id=external_id), id=id, external_id=external_id
        )


class TicketWish(NamedTuple):
    """How a ticket shall be; None is not wished for, an empty text or the id `NONE` clears."""

    text: str | None = None
    priority: str | None = None
    kind: str | None = None
    channel: str | None = None
    owner: str | None = None
    contact_id: int | None = None
    contract_id: int | None = None
    external_id: str | None = None
    is_ours: bool = False


class Done(NamedTuple):
    """What was done to a ticket.

    `before` is the state it was in. `has_targets`: the map has some for its priority.
    `unpublished` are the years met whose holidays are not published. `is_changed` is false where
    everything was so already.
    """

    ticket_id: int
    before: str
    has_targets: bool = True
    unpublished: Sequence[int] = ()
    is_changed: bool = True


def open_ticket(
    database: Database, customer_id: int, wish: TicketWish, at: datetime | None = None
) -> Done:
    """Open a ticket, now or at an earlier moment.

    Raises EmptyText, UnknownPriority, InFuture, OfOtherCustomer, TicketExists, NoWorkingTime.
    """
    _require_priority(wish)
    text = (wish.text or "").strip()
    if not text:
        raise EmptyText(_("A ticket needs a text."))
    with transaction(database) as change:
        levels = levels_of(change)
        _check_external_id(change, wish.external_id)
        opened_at = instant(at) if at else change.now
        ticket = Ticket(
            customer_id=customer_id,
            priority=wish.priority or NORMAL,
            text=text,
            kind=wish.kind or None,
            channel=wish.channel or None,
            owner=chosen(wish.owner, lambda: default_owner(change)),
            is_ours=int(wish.is_ours),
            external_id=wish.external_id or None,
            opened_at=opened_at,
            opened_on=opened_at[:10],
            recorded_at=change.now,
        )
        _hang(change, ticket, wish)
        has_targets = ticket.open(levels)
        give_number(change, ticket)
        change.add(ticket)
        change.describe("ticket opened: {}", f"{ticket.name} · {_first_line(text)}")
        return Done(ticket.id, "open", has_targets, _unpublished(levels))


def record(
    database: Database,
    ticket_id: int,
    kind: str,
    text: str | None = None,
    at: datetime | None = None,
    *,
    is_human: bool = True,
) -> Done:
    """Record what happened on a ticket, now or at an earlier moment; `kind` is an event.

    `is_human` is false for the answer of a machine. Raises TicketNotFound, EmptyText, and what
    `Ticket.record` raises.
    """
    text = (text or "").strip() or None
    if kind == "customer" and text is None:
        raise EmptyText(_("A note of the customer needs a text."))
    with transaction(database) as change:
        ticket = ticket_with_id(change, ticket_id)
        before, levels = ticket.state, levels_of(change)
        event = TicketEvent(
            ticket_id=ticket_id,
            kind=kind,
            at=instant(at) if at else change.now,
            text=text,
            is_human=int(is_human),
            actor=database.user,
            recorded_at=change.now,
        )
        ticket.record(event, events_of(change, ticket), levels)
        ticket.version += 1
        change.add(event)
        change.describe(_SUMMARIES[kind], ticket.name)
        return Done(ticket_id, before, unpublished=_unpublished(levels))


def edit(database: Database, ticket_id: int, wish: TicketWish) -> Done:
    """Edit a ticket. Another priority or owner is an event of it, too.

    Raises TicketNotFound, UnknownPriority, EmptyText, OfOtherCustomer, TicketExists, NoWorkingTime.
    """
    _require_priority(wish)
    if wish.text is not None and not wish.text.strip():
        raise EmptyText(_("A ticket needs a text."))
    with transaction(database) as change:
        ticket = ticket_with_id(change, ticket_id)
        before, state, levels = values_of(ticket), ticket.state, levels_of(change)
        changes = []
        has_targets = True
        if wish.priority and wish.priority != ticket.priority:
            changes.append(f"priority {ticket.priority} → {wish.priority}")
            has_targets = ticket.prioritize(wish.priority, events_of(change, ticket), levels)
        if wish.owner is not None and (wish.owner or None) != ticket.owner:
            changes.append(f"owner {ticket.owner or '–'} → {wish.owner or '–'}")
            ticket.owner = wish.owner or None
        if wish.text is not None:
            ticket.text = wish.text.strip()
        for name in ("kind", "channel"):
            if getattr(wish, name) is not None:
                setattr(ticket, name, getattr(wish, name) or None)
        if wish.external_id and wish.external_id != ticket.external_id:
            _check_external_id(change, wish.external_id)
            ticket.external_id = wish.external_id
        _hang(change, ticket, wish)
        is_changed = values_of(ticket) != before
        ticket.version += is_changed
        if changes:
            change.add(
                TicketEvent(
                    ticket_id=ticket_id,
                    kind="changed",
                    at=change.now,
                    text="; ".join(changes),
                    actor=database.user,
                    recorded_at=change.now,
                )
            )
        change.describe("ticket edited: {}", ticket.name)
        return Done(ticket_id, state, has_targets, _unpublished(levels), is_changed)


def _require_priority(wish: TicketWish) -> None:
    if wish.priority and wish.priority not in PRIORITIES:
        raise UnknownPriority(wish.priority)


def _hang(change: UnitOfWork, ticket: Ticket, wish: TicketWish) -> None:
    """Set the contact and the contract of a ticket, which must be the customer's."""
    if wish.contact_id == NONE:
        ticket.contact_id = None
    elif wish.contact_id is not None:
        contact = change.existing(Contact, wish.contact_id)
        _require_own(change, ticket, contact.name or str(contact.id), contact.customer_id)
        ticket.contact_id = contact.id
    if wish.contract_id == NONE:
        ticket.contract_id = None
    elif wish.contract_id is not None:
        contract = change.existing(Contract, wish.contract_id)
        owner_id = contract.customer_id
        if owner_id is None and contract.lead_id is not None:
            owner_id = change.existing(Lead, contract.lead_id).customer_id
        _require_own(change, ticket, contract.name, owner_id)
        ticket.contract_id = contract.id


def _require_own(change: UnitOfWork, ticket: Ticket, name: str, customer_id: int | None) -> None:
    if customer_id is not None and customer_id != ticket.customer_id:
        raise OfOtherCustomer(name, change.existing(Customer, customer_id).name)


def _check_external_id(change: UnitOfWork, external_id: str | None) -> None:
    existing = change.first(Ticket, "external_id = ?", external_id) if external_id else None
    if external_id and existing:
        raise TicketExists(external_id, existing.id, existing.name)


def _first_line(text: str) -> str:
    return text.splitlines()[0][:80]


def _unpublished(levels: ServiceLevels) -> list[int]:
    return sorted(levels.time.unpublished)
