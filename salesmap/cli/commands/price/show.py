"""`salesmap price show`."""

from typing import Annotated

import typer

from salesmap.cli.commands.price import _shared as shared
from salesmap.cli.commands.product._shared import ProductRef
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, day
from salesmap.cli.output import show
from salesmap.core.figures.rounding import MILLION
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("The price of ten units today"), "salesmap price show CT --qty 10"),
    (
        _("For a customer, with the prices that do not hold, and why"),
        "salesmap price show CT --customer 1 --explain",
    ),
)
SUPPORTS_AS_OF = True


@app.command()
def show_price(
    ctx: typer.Context,
    product: ProductRef,
    customer: shared.Customer = None,
    qty: Annotated[
        str | None, typer.Option("--qty", metavar=_("N"), help=_("Quantity; 1 by default."))
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar=_("WHEN"), help=_("Day of the price; today by default."))
    ] = None,
    price_list: shared.PriceList = None,
    tier: shared.Tier = None,
    explain: Annotated[
        bool, typer.Option("--explain", help=_("All prices, each with why it holds or does not."))
    ] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the price that holds."""
    from salesmap.core.figures.quantities import parse_quantity
    from salesmap.reports.product.prices import Wish, holding
    from salesmap.reports.query.references import find_product

    context = get_context(ctx)
    wanted_day = day(context, on) or context.clock.today()
    with context.read_connection() as connection:
        wish = Wish(
            day=wanted_day.isoformat(),
            qty_micros=parse_quantity(qty) if qty else MILLION,
            customer_id=shared.customer_id(connection, customer),
            list_name=price_list,
            tier=tier,
        )
        rows = holding(connection, find_product(connection, product).id, wish)
    if not explain:
        rows = rows._replace(values=rows.values[:1])
    show(context, rows, format, fields)
    shared.say_unknown_names(context, price_list, tier)
