"""`salesmap ticket resolve`."""

import typer

from salesmap.cli.commands.ticket._shared import options
from salesmap.cli.commands.ticket._shared.events import answer_event
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("It is solved now"), _('salesmap ticket resolve 1 --note "Seal replaced"')),
    (_("It was solved yesterday"), _('salesmap ticket resolve 1 --at "yesterday 16:00"')),
)


@app.command()
def resolve_ticket(
    ctx: typer.Context,
    ticket: options.TicketRef,
    note: Note = None,
    at: options.At = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Note that a ticket is solved."""
    message = _("Resolved ticket {number} ({customer}): {solution_hours} working hours.")
    answer_event(get_context(ctx), ticket, "resolved", note, at, format, fields, message)
