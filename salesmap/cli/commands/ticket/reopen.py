"""`salesmap ticket reopen`."""

import typer

from salesmap.cli.commands.ticket._shared import options
from salesmap.cli.commands.ticket._shared.events import answer_event
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Take a ticket up again"), "salesmap ticket reopen 1"),
    (_("With a reason"), _('salesmap ticket reopen 1 --note "It leaks again"')),
)


@app.command()
def reopen_ticket(
    ctx: typer.Context,
    ticket: options.TicketRef,
    note: Note = None,
    at: options.At = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Reopen a ticket that is resolved or closed."""
    message = _("Reopened ticket {number} ({customer}).")
    answer_event(get_context(ctx), ticket, "reopened", note, at, format, fields, message)
