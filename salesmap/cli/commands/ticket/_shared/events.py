"""Recording what happened on a ticket from the command line."""

from typing import TYPE_CHECKING

from salesmap.cli.commands.ticket._shared.options import moment
from salesmap.cli.commands.ticket._shared.tickets import answer_with_ticket, ticket_of
from salesmap.cli.context import AppContext

if TYPE_CHECKING:
    from salesmap.actions.service.tickets import Done


def record_event(
    context: AppContext,
    reference: str,
    kind: str,
    text: str | None,
    at: str | None,
    *,
    is_human: bool = True,
) -> "Done":
    """Record an event of the ticket that a reference names.

    Raises what `actions.service.tickets.record` raises.
    """
    from salesmap.actions.service import tickets

    ticket_id, when = ticket_of(context, reference), moment(context, at)
    return tickets.record(context.database, ticket_id, kind, text, when, is_human=is_human)


def answer_event(
    context: AppContext,
    reference: str,
    kind: str,
    note: str | None,
    at: str | None,
    format: str | None,
    fields: str | None,
    message: str,
) -> None:
    """Record an event, and answer with a sentence about the ticket, or the ticket in a format."""
    done = record_event(context, reference, kind, note, at)
    answer_with_ticket(context, done, format, fields, message)
