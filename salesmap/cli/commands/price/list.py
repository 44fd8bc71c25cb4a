"""`salesmap price list`."""

from typing import Annotated

import typer

from salesmap.cli.commands.price import _shared as shared
from salesmap.cli.completion.names import PRODUCT
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit, day
from salesmap.cli.output import show_limited
from salesmap.core.folding import fold
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("All prices, product by product"), "salesmap price list"),
    (_("Those of a list that hold today"), "salesmap price list --list Dealers --on today"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_prices(
    ctx: typer.Context,
    product: Annotated[
        str | None,
        typer.Option(
            metavar=_("PRODUCT"), click_type=PRODUCT, help=_("Product: its code, id or name.")
        ),
    ] = None,
    price_list: shared.PriceList = None,
    customer: shared.Customer = None,
    tier: shared.Tier = None,
    on: Annotated[
        str | None, typer.Option(metavar=_("WHEN"), help=_("Only those that hold on this day."))
    ] = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List prices."""
    from salesmap.reports.product.prices import PriceFilter, find
    from salesmap.reports.query.references import find_product

    context = get_context(ctx)
    holds_on = day(context, on)
    with context.read_connection() as connection:
        wanted = PriceFilter(
            product_id=find_product(connection, product).id if product else None,
            list_key=fold(price_list) if price_list else None,
            customer_id=shared.customer_id(connection, customer),
            tier=tier,
            on=holds_on.isoformat() if holds_on else None,
        )
        rows = find(connection, wanted)
    show_limited(context, rows, limit, format, fields)
    shared.say_unknown_names(context, price_list, tier)
