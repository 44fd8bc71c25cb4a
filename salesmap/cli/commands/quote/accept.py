"""`salesmap quote accept`."""

from typing import Annotated

import typer

from salesmap.cli.commands.quote._shared.quotes import (
    QuoteRef,
    Version,
    answer_with_quote,
    quote_of,
)
from salesmap.cli.commands.quote._shared.sending import tell_canceled, tell_lead_value
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.cli.output import notify
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("The customer accepted the newest version"), "salesmap quote accept 2"),
    (_("An earlier version"), "salesmap quote accept lead:3 --version 1"),
)


@app.command()
def accept_quote(
    ctx: typer.Context,
    quote: QuoteRef,
    version: Version = None,
    late: Annotated[
        bool, typer.Option("--late", help=_("Although its last day is over; needs --note."))
    ] = False,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Note that the customer accepted."""
    from salesmap.actions.quote.deciding import accept

    context = get_context(ctx)
    quote_id = quote_of(context, quote)
    done = accept(context.database, quote_id, version, late=late, note=note)
    message = _("Accepted: quote {number}, version {version}, {amount}.")
    answer_with_quote(context, quote_id, format, fields, message)
    if done.newer:
        notify(_("Version {n} was newer; it is superseded.").format(n=done.newer))
    tell_canceled(done.canceled)
    tell_lead_value(done.lead_value_cents)
    notify(_("Next: 'salesmap contract new lead:{lead}'.").format(lead=done.lead_id))
