"""`salesmap quote add`."""

from typing import Annotated

import typer

from salesmap.cli.commands.quote._shared import line_options as options
from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_draft, quote_of
from salesmap.cli.completion.names import PRODUCT
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("A line of your own"), _('salesmap quote add 1 "Training day" --price 900')),
    (
        _("An option that the customer may choose"),
        _('salesmap quote add 1 "Second screen" --price 300 --option'),
    ),
)


@app.command()
def add_lines(
    ctx: typer.Context,
    quote: QuoteRef,
    lines: Annotated[
        list[str],
        typer.Argument(
            metavar=_("LINE..."),
            click_type=PRODUCT,
            help=_("Lines: CODE@QUANTITY of products, or texts."),
        ),
    ],
    price: options.Price = None,
    unit: options.Unit = None,
    tax: options.Tax = None,
    discount: options.Discount = None,
    option: options.Option = False,
    alternative: options.Alternative = False,
    free: options.Free = False,
    need: options.Need = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add lines to the draft."""
    from salesmap.actions.quote.draft import add_lines as add

    context = get_context(ctx)
    kind = options.Kinds(option, alternative, free).kind()
    wish = options.line_wish(price, unit, tax, discount, kind, need)
    edited = add(context.database, quote_of(context, quote), lines, wish)
    answer_with_draft(context, edited, format, fields)
