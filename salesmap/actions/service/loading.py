"""Tickets as actions load them."""

from salesmap.domain.records import TicketEvent
from salesmap.domain.service.refusals import TicketNotFound
from salesmap.domain.service.ticket import ServiceLevels, Ticket
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork
from salesmap.store.working_calendar import working_time


def ticket_with_id(change: UnitOfWork, ticket_id: int) -> Ticket:
    """Return a ticket. Raises TicketNotFound."""
    ticket = change.get(Ticket, ticket_id)
    if ticket is None:
        raise TicketNotFound(ticket_id)
    return ticket


def events_of(change: UnitOfWork, ticket: Ticket) -> list[TicketEvent]:
    """Return the events of a ticket as they happened."""
    return change.all(TicketEvent, "ticket_id = ?", ticket.id, order="at, id")


def levels_of(change: UnitOfWork) -> ServiceLevels:
    """Return the working time of the database, and the targets of its map."""
    clock = change.database.clock
    rules = current_map(change.connection).services
    return ServiceLevels(
        working_time(change.connection, clock), clock, {rule.priority: rule for rule in rules}
    )
