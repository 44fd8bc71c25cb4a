"""`salesmap quote discount`."""

from typing import Annotated

import typer

from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_draft, quote_of
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.figures.percentages import parse_discount
from salesmap.core.i18n import N_, _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Five percent off the whole quote"), "salesmap quote discount 1 5%"),
    (_("An amount instead; it replaces the percentage"), "salesmap quote discount 1 500"),
)

Discount = Annotated[
    str, typer.Argument(metavar=_("DISCOUNT"), help=_("Discount: 10% or 500; 0 for none."))
]


@app.command()
def set_discount(
    ctx: typer.Context,
    quote: QuoteRef,
    discount: Discount,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Set the discount on the whole quote."""
    from salesmap.actions.quote.draft import set_terms

    context = get_context(ctx)
    off = parse_discount(discount)
    values = {"discount_ppm": off.ppm or None, "discount_cents": off.cents or None}
    what = N_("discount set on quote {}")
    edited = set_terms(context.database, quote_of(context, quote), what, values, off.currency)
    answer_with_draft(context, edited, format, fields)
