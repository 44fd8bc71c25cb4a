"""`salesmap quote decline`."""

from typing import Annotated

import typer

from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_quote, quote_of
from salesmap.cli.commands.quote._shared.sending import tell_canceled
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.cli.output import notify
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("The customer declined"), _("salesmap quote decline 2 --reason price")),
    (
        _("With more words"),
        _('salesmap quote decline lead:3 --reason price --note "Kontor is 10% cheaper"'),
    ),
)


@app.command()
def decline_quote(
    ctx: typer.Context,
    quote: QuoteRef,
    reason: Annotated[str, typer.Option("--reason", metavar=_("TEXT"), help=_("Reason."))],
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Note that the customer declined."""
    from salesmap.actions.quote.deciding import decline

    context = get_context(ctx)
    quote_id = quote_of(context, quote)
    done = decline(context.database, quote_id, reason, note)
    message = _("Declined: quote {number}, version {version}, {amount}: {reason}.")
    answer_with_quote(context, quote_id, format, fields, message)
    tell_canceled(done.canceled)
    if done.was_last:
        text = _("No quote is open. Next: 'salesmap lead lose {lead} --reason …', or revise it.")
        notify(text.format(lead=done.lead_id))
