"""`salesmap quote send`."""

import typer

from salesmap.cli.commands.quote._shared.quotes import QuoteRef, quote_of
from salesmap.cli.commands.quote._shared.sending import (
    By,
    To,
    Valid,
    answer_with_sent,
    send_quote,
)
from salesmap.cli.commands.quote._shared.validity import last_day
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Note that the quote was sent by email"), "salesmap quote send 1 --by email"),
    (_("It holds for two weeks"), "salesmap quote send lead:1 --valid 14d"),
)


@app.command()
def send(
    ctx: typer.Context,
    quote: QuoteRef,
    by: By = None,
    to: To = None,
    valid: Valid = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Send the draft."""
    context = get_context(ctx)
    quote_id = quote_of(context, quote)
    sent = send_quote(context, quote_id, by, to, last_day(context, valid))
    answer_with_sent(context, sent, format, fields)
