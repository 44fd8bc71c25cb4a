"""`salesmap ticket reply`."""

from typing import Annotated

import typer

from salesmap.cli.commands.ticket._shared import options
from salesmap.cli.commands.ticket._shared.events import record_event
from salesmap.cli.commands.ticket._shared.tickets import answer_with_ticket, read_ticket
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.cli.prompts import typed_text
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Record what you answered"),
        _('salesmap ticket reply 1 "A technician comes on Monday"'),
    ),
    (_("Record an answer of this morning"), "salesmap ticket reply T-2026-0001 --at 8:40"),
)


@app.command()
def reply_to_ticket(
    ctx: typer.Context,
    ticket: options.TicketRef,
    text: Annotated[
        str | None,
        typer.Argument(metavar=_("[TEXT]"), help=_("What was answered; - reads standard input.")),
    ] = None,
    note: Note = None,
    at: options.At = None,
    auto: Annotated[
        bool, typer.Option("--auto", help=_("A machine answered: the response stays due."))
    ] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Record an answer to the customer."""
    context = get_context(ctx)
    written = typed_text(text) if text is not None else note
    if text is not None and note is not None:
        from salesmap.cli.option_errors import ConflictingOptionsError

        raise ConflictingOptionsError(option="--note", others=[_("TEXT")])
    done = record_event(context, ticket, "replied", written, at, is_human=not auto)
    if auto:
        message = _("Recorded an automatic answer on ticket {number}: it is no first response.")
    elif done.before == "in_progress":
        message = _("Answered ticket {number} ({customer}) again.")
    elif done.before == "open" and _is_timed(context, done.ticket_id):
        message = _("Answered ticket {number} ({customer}): {response_hours} working hours.")
    else:
        message = _("Answered ticket {number} ({customer}).")
    answer_with_ticket(context, done, format, fields, message)


def _is_timed(context: AppContext, ticket_id: int) -> bool:
    """Return whether a ticket has a response time: one that we opened has none."""
    return read_ticket(context, ticket_id).dicts()[0]["response_hours"] is not None
