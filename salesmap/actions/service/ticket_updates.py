"""Updates of tickets by the rows of a file that know more of them."""

from collections.abc import Iterator
from datetime import datetime

from salesmap.actions.service.loading import events_of, ticket_with_id
from salesmap.core.clock import from_instant, instant
from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.folding import fold
from salesmap.domain.drafts import TicketDraft
from salesmap.domain.records import TicketEvent
from salesmap.domain.service.ticket import ServiceLevels, Ticket
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork

DATED_NOW, NOT_TAKEN = "dated_now", "not_taken:"
"""Remarks: a state without a date began at the import; behind the last one stands the field."""

_OF_NEW = ("opening_unknown", "end_unknown", "waiting_unknown", "nobodys")
"""Remarks on rows that say nothing of a ticket that is known."""
_ENDS = ("resolved", "closed")
_MOVED = (("responded_at", "replied"), ("resolved_at", "resolved"), ("closed_at", "closed"))
_PARTIES = """
SELECT c.name_key, p.name_key, k.number, k.external_id FROM ticket t
JOIN customer c ON c.id = t.customer_id LEFT JOIN contact p ON p.id = t.contact_id
LEFT JOIN contract k ON k.id = t.contract_id WHERE t.id = ?
"""


def update_ticket(
    change: UnitOfWork, levels: ServiceLevels, draft: TicketDraft, ticket_id: int
) -> tuple[bool, list[str]]:
    """Set what a file has of a ticket, and record what happened since.

    Return whether it changed, and what there is to say of it. Raises what `Ticket.record` raises.
    """
    ticket = ticket_with_id(change, ticket_id)
    before = values_of(ticket)
    remarks = [f"{NOT_TAKEN}{field}" for field in _left(change, draft, ticket, levels)]
    for name in ("text", "kind", "channel", "owner"):
        if value := getattr(draft, name):
            setattr(ticket, name, value)
    if draft.priority and draft.priority != ticket.priority:
        ticket.prioritize(draft.priority, events_of(change, ticket), levels)
    if draft.external_id and ticket.external_id is None:
        ticket.external_id = draft.external_id
    if draft.responded_at and ticket.responded_at is None:
        _happen(change, levels, ticket, "replied", draft.responded_at)
    remarks += _move(change, levels, draft, ticket)
    remarks += _follow_state(change, levels, draft, ticket)
    if "opened_at" in draft.days or "responded_at" in draft.days:
        ticket.response_secs = None
    if "opened_at" in draft.days or "resolved_at" in draft.days:
        ticket.solution_secs = None
    is_changed = values_of(ticket) != before
    ticket.version += is_changed
    if is_changed:
        remarks += [each for each in draft.remarks if each not in _OF_NEW]
    return is_changed, remarks


def _left(
    change: UnitOfWork, draft: TicketDraft, ticket: Ticket, levels: ServiceLevels
) -> Iterator[str]:
    """Yield the fields in which a row differs, and which an update leaves as they are."""
    ((customer, contact, *contract),) = change.sql(_PARTIES, ticket.id)
    name = draft.contact.get("name")
    if fold(draft.customer) != customer:
        yield "customer"
    if name and fold(name) != contact:
        yield "contact"
    if draft.contract and draft.contract not in contract:
        yield "contract"
    if draft.number and draft.number != ticket.number:
        yield "number"
    if draft.is_timed and _differs(draft, "opened_at", ticket, levels):
        yield "opened_at"


def _differs(draft: TicketDraft, field: str, ticket: Ticket, levels: ServiceLevels) -> bool:
    """Return whether a moment that both have is another one; a day alone is any time of it."""
    theirs, ours = getattr(draft, field), getattr(ticket, field)
    if theirs is None or ours is None or instant(theirs) == ours:
        return False
    day_of = levels.clock.day_of
    return field not in draft.days or day_of(theirs) != day_of(from_instant(ours))


def _move(
    change: UnitOfWork, levels: ServiceLevels, draft: TicketDraft, ticket: Ticket
) -> list[str]:
    """Let the answer and the end have been when the file says; return what could not be."""
    is_undated = {"end_unknown", "closing_unknown"} & {*draft.remarks}
    fields = [
        (field, kind)
        for field, kind in _MOVED
        if not (is_undated and field == "closed_at") and _differs(draft, field, ticket, levels)
    ]
    if not fields:
        return []
    events = events_of(change, ticket)
    old = [
        TicketEvent(**dict(zip(TicketEvent.COLUMNS, values_of(each), strict=True)))
        for each in events
    ]
    for field, kind in fields:
        at = getattr(ticket, field)
        found = [each for each in events if each.kind == kind and each.at == at and each.is_human]
        for event in found[:1]:
            event.at = instant(getattr(draft, field))
    try:
        ticket.correct(old, sorted(events, key=lambda each: (each.at, each.id)), levels)
    except (RuleViolation, UsageError):
        for event, was in zip(events, old, strict=True):
            event.at = was.at
        return [f"{NOT_TAKEN}{field}" for field, _kind in fields]
    return []


def _follow_state(
    change: UnitOfWork, levels: ServiceLevels, draft: TicketDraft, ticket: Ticket
) -> list[str]:
    """Record what brings a ticket to the state of the file; without a date it happens now."""
    now = from_instant(change.now)
    is_ended = ticket.state in _ENDS
    if draft.state not in _ENDS:
        if not draft.is_state_given:
            return []
        is_waiting = draft.state == "waiting"
        if is_ended:
            _happen(change, levels, ticket, "reopened", now)
        elif not is_waiting and ticket.state == "waiting":
            _happen(change, levels, ticket, "resumed", now)
        elif not is_waiting or ticket.state == "waiting":
            return []
        if is_waiting:
            since = draft.responded_at or draft.opened_at
            is_later = any(each.at > instant(since) for each in events_of(change, ticket))
            _happen(change, levels, ticket, "waiting", now if is_later else since)
            return [DATED_NOW if is_later else "waiting_unknown"]
        return [DATED_NOW]
    if "end_unknown" in draft.remarks:
        if is_ended:
            return []
        _happen(change, levels, ticket, "closed", now)
        return [DATED_NOW]
    if draft.resolved_at and not is_ended:
        _happen(change, levels, ticket, "resolved", draft.resolved_at)
    if draft.closed_at and ticket.closed_at is None:
        _happen(change, levels, ticket, "closed", draft.closed_at)
    if draft.is_state_given and draft.state == "resolved" and ticket.state == "closed":
        return [f"{NOT_TAKEN}state"]
    return []


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
