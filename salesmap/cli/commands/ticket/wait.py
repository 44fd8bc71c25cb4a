"""`salesmap ticket wait`."""

import typer

from salesmap.cli.commands.ticket._shared import options
from salesmap.cli.commands.ticket._shared.events import answer_event
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Wait for an answer of the customer"),
        _('salesmap ticket wait 1 --note "Which serial number?"'),
    ),
    (_("It has waited since this morning"), "salesmap ticket wait 1 --at 8:30"),
)


@app.command()
def wait_ticket(
    ctx: typer.Context,
    ticket: options.TicketRef,
    note: Note = None,
    at: options.At = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Note that a ticket waits for the customer."""
    message = _("Ticket {number} waits for the customer ({customer}).")
    answer_event(get_context(ctx), ticket, "waiting", note, at, format, fields, message)
