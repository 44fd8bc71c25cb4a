"""`salesmap quote round`."""

from typing import Annotated

import typer

from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_draft, quote_of
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import N_, _
from salesmap.core.money import parse_money

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Down to whole hundreds"), "salesmap quote round 1 100"),
    (_("Not rounded any more"), "salesmap quote round 1 0"),
)

Multiple = Annotated[
    str, typer.Argument(metavar=_("AMOUNT"), help=_("Multiple to round down to; 0 for none."))
]


@app.command()
def set_round(
    ctx: typer.Context,
    quote: QuoteRef,
    multiple: Multiple,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Round the total down."""
    from salesmap.actions.quote.draft import set_terms

    context = get_context(ctx)
    cents, currency = parse_money(multiple)
    values = {"round_to_cents": cents or None}
    what = N_("quote rounded: {}")
    edited = set_terms(context.database, quote_of(context, quote), what, values, currency)
    answer_with_draft(context, edited, format, fields)
