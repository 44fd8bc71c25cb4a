"""`salesmap ticket resume`."""

import typer

from salesmap.cli.commands.ticket._shared import options
from salesmap.cli.commands.ticket._shared.events import answer_event
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Go on with a ticket that waited"), "salesmap ticket resume 1"),
    (
        _("By its number, with a note"),
        _('salesmap ticket resume T-2026-0001 --note "The part is here"'),
    ),
)


@app.command()
def resume_ticket(
    ctx: typer.Context,
    ticket: options.TicketRef,
    note: Note = None,
    at: options.At = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Note that a ticket waits no longer."""
    message = _("Resumed ticket {number} ({customer}).")
    answer_event(get_context(ctx), ticket, "resumed", note, at, format, fields, message)
