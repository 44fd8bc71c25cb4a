"""Leads that come of tickets: a sale out of service."""

from salesmap.actions.database.create import joined_transaction, transaction
from salesmap.actions.lead.add import add
from salesmap.actions.service.loading import ticket_with_id
from salesmap.core.i18n import N_
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.lead import Lead
from salesmap.store.database import Database


def add_of_ticket(
    database: Database,
    draft: LeadDraft,
    ticket_id: int,
    *,
    allow_duplicate: bool = False,
    makes_fields: bool = True,
) -> int:
    """Add a lead, and note on the ticket that it came of it, as one change. Return its id.

    Raises TicketNotFound, and what `lead.add.add` raises.
    """
    with joined_transaction(database, None, N_("lead added: {}")):
        lead_id = add(database, draft, allow_duplicate=allow_duplicate, makes_fields=makes_fields)
        with transaction(database) as change:
            ticket = ticket_with_id(change, ticket_id)
            ticket.lead_id = change.existing(Lead, lead_id).id
            ticket.version += 1
    return lead_id
