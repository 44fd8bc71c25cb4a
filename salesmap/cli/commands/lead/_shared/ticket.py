"""The lead that comes of a ticket."""

from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext

if TYPE_CHECKING:
    from salesmap.domain.drafts import LeadDraft


def ticket_named(context: AppContext, reference: str) -> int:
    """Return the id of a ticket. Raises TicketNotFoundError, AmbiguousReferenceError."""
    from salesmap.reports.service.reference import find_ticket

    with context.read_connection() as connection:
        return find_ticket(connection, reference).id


def of_ticket(context: AppContext, draft: "LeadDraft", ticket_id: int) -> "LeadDraft":
    """Return a lead with the customer of a ticket; contact and source, too, unless it has some."""
    from salesmap.reports.service.reference import SERVICE, party_of

    with context.read_connection() as connection:
        customer, *person = party_of(connection, ticket_id)
    has_contact = draft.contact or draft.phone or draft.email or draft.wechat
    if not has_contact:
        name, phone, email, wechat = person
        draft = draft._replace(contact=name, phone=phone, email=email, wechat=wechat)
    return draft._replace(customer=customer, source=draft.source or SERVICE)
