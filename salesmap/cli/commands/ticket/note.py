"""`salesmap ticket note`."""

from typing import Annotated

import typer

from salesmap.cli.commands.ticket._shared import options
from salesmap.cli.commands.ticket._shared.events import is_otherwise, record_event, state_after
from salesmap.cli.commands.ticket._shared.tickets import answer_with_ticket
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.prompts import typed_text
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("The customer wrote again"), _('salesmap ticket note 1 "It still leaks"')),
    (
        _("What the customer said on the phone this morning"),
        _('salesmap ticket note 1 "Serial number 4711" --at 8:15'),
    ),
)


@app.command()
def note_on_ticket(
    ctx: typer.Context,
    ticket: options.TicketRef,
    text: Annotated[
        str,
        typer.Argument(
            metavar=_("TEXT"), help=_("What the customer said; - reads standard input.")
        ),
    ],
    at: options.At = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Record a note of the customer; it resumes or reopens the ticket."""
    context = get_context(ctx)
    done = record_event(context, ticket, "customer", typed_text(text), at)
    if is_otherwise("customer", state_after(context, done.ticket_id)):
        message = _("Noted on ticket {number} ({customer}): it is {state}.")
    elif done.before == "waiting":
        message = _("Noted on ticket {number} ({customer}); it waits no longer.")
    elif done.before in ("resolved", "closed"):
        message = _("Noted on ticket {number} ({customer}); it is open again.")
    else:
        message = _("Noted on ticket {number} ({customer}).")
    answer_with_ticket(context, done, format, fields, message)
