"""`salesmap ticket show`."""

from typing import Annotated

import typer

from salesmap.cli.commands.ticket._shared.options import TICKET_HELP
from salesmap.cli.completion.names import TICKET
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show, usual_format, write
from salesmap.cli.record_page import write_facts, write_section
from salesmap.core.i18n import _
from salesmap.render.json_text import dumps

app = typer.Typer()
EXAMPLES = (
    (_("By its id, with all that happened"), "salesmap ticket show 1"),
    (_("By its number, as JSON"), "salesmap ticket show T-2026-0001 --format json"),
)
SUPPORTS_AS_OF = True
_HIDDEN = ("version", "customer_id")


@app.command()
def show_ticket(
    ctx: typer.Context,
    ticket: Annotated[
        list[str],
        typer.Argument(metavar=_("TICKET..."), click_type=TICKET, help=TICKET_HELP),
    ],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show tickets."""
    from salesmap.reports.service import tickets
    from salesmap.reports.service.reference import find_ticket

    context = get_context(ctx)
    with context.read_connection() as connection:
        ids = [find_ticket(connection, each).id for each in ticket]
        details = [tickets.detail(connection, context.clock, id) for id in dict.fromkeys(ids)]
    if format in (None, "table", "plain") and fields is None:
        for number, detail in enumerate(details):
            if number:
                write("")
            hidden = _HIDDEN if detail.ticket.dicts()[0]["ours"] else (*_HIDDEN, "ours")
            write_facts(context, detail.ticket, format or usual_format(), hidden=hidden)
            write_section(context, _("Events"), detail.events, format or usual_format())
    elif format == "json" and fields is None:
        found = [detail.as_dict() for detail in details]
        write(dumps(found if len(ticket) > 1 else found[0]))
    else:
        rows = details[0].ticket
        rows = rows._replace(values=[row for each in details for row in each.ticket.values])
        show(context, rows, format, fields, single=len(ticket) == 1)
