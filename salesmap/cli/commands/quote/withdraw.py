"""`salesmap quote withdraw`."""

import typer

from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_quote, quote_of
from salesmap.cli.commands.quote._shared.sending import tell_canceled
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Take the quote back"), "salesmap quote withdraw 2"),
    (_("With the reason"), _('salesmap quote withdraw lead:3 --note "Wrong prices"')),
)


@app.command()
def withdraw_quote(
    ctx: typer.Context,
    quote: QuoteRef,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Take a quote back."""
    from salesmap.actions.quote.deciding import withdraw

    context = get_context(ctx)
    done = withdraw(context.database, quote_of(context, quote), note)
    message = _("Withdrew quote {number}, version {version}.")
    answer_with_quote(context, done.quote_id, format, fields, message)
    tell_canceled(done.canceled)
