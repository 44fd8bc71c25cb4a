"""`salesmap quote ask`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_requests, quote_of
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Ask for approval"), _('salesmap quote ask 3 --why "Frame contract next year"')),
    (_("See what is asked for first"), "salesmap quote check 3"),
)


@app.command()
def ask_approval(
    ctx: typer.Context,
    quote: QuoteRef,
    why: Annotated[
        str | None,
        typer.Option("--why", metavar=_("TEXT"), click_type=FREE_TEXT, help=_("Reason.")),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Ask for approval of the draft."""
    from salesmap.actions.quote.approvals import ask

    context = get_context(ctx)
    quote_id = quote_of(context, quote)
    answer = ask(context.database, quote_id, why)
    message = _("Asked for approval of quote {name}: {amount}.")
    answer_with_requests(context, quote_id, answer, format, fields, message)
    if not answer.requests:
        notify(_("It was asked for already."))
