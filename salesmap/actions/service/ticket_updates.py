"""Updates of tickets by the rows of a file that know more of them."""

from datetime import datetime

from salesmap.actions.service.loading import events_of, ticket_with_id
from salesmap.core.clock import instant
from salesmap.domain.drafts import TicketDraft
from salesmap.domain.records import TicketEvent
from salesmap.domain.service.ticket import ServiceLevels, Ticket
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork


def update_ticket(
    change: UnitOfWork, levels: ServiceLevels, draft: TicketDraft, ticket_id: int
) -> bool:
    """Set what a file has of a ticket, and record what happened since. Return whether it changed.

    An answer or an end that is there keeps its moment. Raises what `Ticket.record` raises.
    """
    ticket = ticket_with_id(change, ticket_id)
    before = values_of(ticket)
    for name in ("text", "kind", "channel", "owner"):
        if value := getattr(draft, name):
            setattr(ticket, name, value)
    if draft.priority and draft.priority != ticket.priority:
        ticket.prioritize(draft.priority, events_of(change, ticket), levels)
    if draft.external_id and ticket.external_id is None:
        ticket.external_id = draft.external_id
    if draft.responded_at and ticket.responded_at is None:
        _happen(change, levels, ticket, "replied", draft.responded_at)
    if draft.state == "waiting" and ticket.state in ("open", "in_progress"):
        _happen(change, levels, ticket, "waiting", draft.responded_at or draft.opened_at)
    if draft.resolved_at and ticket.resolved_at is None and ticket.closed_at is None:
        _happen(change, levels, ticket, "resolved", draft.resolved_at)
    if draft.closed_at and ticket.closed_at is None:
        _happen(change, levels, ticket, "closed", draft.closed_at)
    is_changed = values_of(ticket) != before
    ticket.version += is_changed
    return is_changed


def _happen(
    change: UnitOfWork, levels: ServiceLevels, ticket: Ticket, kind: str, at: datetime
) -> None:
    event = TicketEvent(
        ticket_id=ticket.id,
        kind=kind,
        at=instant(at),
        actor=change.database.user,
        recorded_at=change.now,
    )
    ticket.record(event, events_of(change, ticket), levels)
    change.add(event)
