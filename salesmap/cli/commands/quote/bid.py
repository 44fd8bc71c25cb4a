"""`salesmap quote bid`."""

from typing import Annotated

import typer

from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_quote, quote_of
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _
from salesmap.core.money import money_text, parse_money

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("What the customer would pay"), "salesmap quote bid 2 1000"),
    (_("What a competitor asks"), "salesmap quote bid 2 950 --competitor Kontor"),
)


@app.command()
def bid_for_quote(
    ctx: typer.Context,
    quote: QuoteRef,
    amount: Annotated[str, typer.Argument(metavar=_("AMOUNT"), help=_("Total that was named."))],
    competitor: Annotated[
        str | None, typer.Option(metavar=_("NAME"), help=_("Who asks this price."))
    ] = None,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Note a bid."""
    from salesmap.actions.quote.deciding import bid

    context = get_context(ctx)
    cents, currency = parse_money(amount)
    done = bid(
        context.database, quote_of(context, quote), cents, competitor, note, currency=currency
    )
    message = _("Noted for quote {{name}}, {{amount}}: {bid}.").format(bid=money_text(cents))
    answer_with_quote(context, done.quote_id, format, fields, message)
