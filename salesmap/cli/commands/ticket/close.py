"""`salesmap ticket close`."""

import typer

from salesmap.cli.commands.ticket._shared import options
from salesmap.cli.commands.ticket._shared.events import answer_event
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Put a solved ticket away"), "salesmap ticket close 1"),
    (
        _("Close one that will not be solved"),
        _('salesmap ticket close 1 --note "Asked by mistake"'),
    ),
)


@app.command()
def close_ticket(
    ctx: typer.Context,
    ticket: options.TicketRef,
    note: Note = None,
    at: options.At = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Close a ticket."""
    message = _("Closed ticket {number} ({customer}).")
    answer_event(get_context(ctx), ticket, "closed", note, at, format, fields, message)
