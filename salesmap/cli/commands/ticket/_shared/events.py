"""Recording what happened on a ticket from the command line."""

from typing import TYPE_CHECKING

from salesmap.cli.commands.ticket._shared.options import moment
from salesmap.cli.commands.ticket._shared.tickets import answer_with_ticket, read_ticket, ticket_of
from salesmap.cli.context import AppContext
from salesmap.core.i18n import _

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


def state_after(context: AppContext, ticket_id: int) -> str:
    """Return the state of a ticket, which what is dated earlier need not have brought about."""
    return str(read_ticket(context, ticket_id).dicts()[0]["state"])


def is_otherwise(kind: str, state: str) -> bool:
    """Return whether a state is not the one that an event brings about."""
    if kind in ("waiting", "resolved", "closed"):
        return state != kind
    return kind != "replied" and state not in ("open", "in_progress")


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
    if is_otherwise(kind, state_after(context, done.ticket_id)):
        message = _("Recorded on ticket {number} ({customer}): it is {state}.")
    answer_with_ticket(context, done, format, fields, message)
