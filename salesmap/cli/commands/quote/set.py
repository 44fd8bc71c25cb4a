"""`salesmap quote set`."""

from typing import Annotated, Any

import typer

from salesmap.actions.quote.pricing import LineWish
from salesmap.cli.commands.quote._shared import line_options as options
from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_draft, quote_of
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NothingToSetError
from salesmap.cli.options import Fields, Format
from salesmap.core.figures.quantities import parse_quantity
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Another price for line 1"), "salesmap quote set 1 1 --price 1100"),
    (_("Three of them, at 10% off"), "salesmap quote set 1 1 --qty 3 --discount 10%"),
)


@app.command()
def set_line(
    ctx: typer.Context,
    quote: QuoteRef,
    line: Annotated[int, typer.Argument(metavar=_("LINE"), min=1, help=_("Number of the line."))],
    price: options.Price = None,
    qty: Annotated[str | None, typer.Option("--qty", metavar=_("N"), help=_("Quantity."))] = None,
    name: Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Name."))] = None,
    unit: options.Unit = None,
    tax: options.Tax = None,
    discount: options.Discount = None,
    choose: Annotated[
        bool | None,
        typer.Option("--choose/--unchoose", help=_("The customer takes this option, or does not.")),
    ] = None,
    need: options.Need = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit a line of the draft."""
    from salesmap.actions.quote.draft import set_line as edit

    context = get_context(ctx)
    wish = options.line_wish(price, unit, tax, discount or None, need=need)
    values = _values(wish, price, unit, tax, discount, need)
    if qty is not None:
        values["qty_micros"] = parse_quantity(qty)
    if name is not None:
        values["name"] = name
    if choose is not None:
        values["is_chosen"] = int(choose)
    if not values:
        raise NothingToSetError(command="salesmap quote set")
    edited = edit(context.database, quote_of(context, quote), line, values, wish.currency)
    answer_with_draft(context, edited, format, fields)


def _values(
    wish: LineWish,
    price: str | None,
    unit: str | None,
    tax: str | None,
    discount: str | None,
    need: str | None,
) -> dict[str, Any]:
    """Return the columns that the options set; a discount replaces the one there was."""
    values: dict[str, Any] = {}
    if price is not None:
        values["price_cents"] = wish.price_cents
    if unit is not None:
        values["unit"] = unit or None
    if tax is not None:
        values["tax_ppm"] = wish.tax_ppm
    if discount is not None:
        values["discount_ppm"], values["discount_cents"] = wish.discount_ppm, wish.discount_cents
    if need is not None:
        values["need"] = need or None
    return values
