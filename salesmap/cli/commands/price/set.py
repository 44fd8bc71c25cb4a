"""`salesmap price set`."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._shared.options import read_amount
from salesmap.cli.commands.price import _shared as shared
from salesmap.cli.commands.product._shared import ProductRef, product_ids, tell_kept_in
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, day
from salesmap.cli.output import notify, show_result
from salesmap.core.i18n import _
from salesmap.core.money import money_text

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("From ten units on, for dealers"),
        _("salesmap price set CT 1150 --list Dealers --min-qty 10"),
    ),
    (
        _("For one customer, to the end of the year"),
        "salesmap price set CT 1100 --customer 1 --until eoy",
    ),
)


@app.command()
def set_price(
    ctx: typer.Context,
    product: ProductRef,
    amount: Annotated[
        str, typer.Argument(metavar=_("AMOUNT"), help=_("Price of one unit, such as 1150 or $160."))
    ],
    price_list: shared.PriceList = None,
    min_qty: Annotated[
        str | None,
        typer.Option("--min-qty", metavar=_("N"), help=_("Smallest quantity at this price.")),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar=_("WHEN"), help=_("First day; always by default."))
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar=_("WHEN"), help=_("Last day, included."))
    ] = None,
    customer: shared.Customer = None,
    tier: shared.Tier = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Set a price."""
    from salesmap.actions.product.prices import PriceTerms
    from salesmap.actions.product.prices import set_price as set_to
    from salesmap.core.figures.quantities import parse_quantity
    from salesmap.reports.product.prices import below_floor, one

    context = get_context(ctx)
    cents, currency = read_amount(amount, None)
    (id,) = product_ids(context, [product])
    with context.read_connection() as connection:
        buyer = shared.customer_id(connection, customer)
    terms = PriceTerms(
        list_name=price_list.strip() or None if price_list else None,
        customer_id=buyer,
        tier=tier.strip() or None if tier else None,
        min_qty_micros=parse_quantity(min_qty) if min_qty else 0,
        since=day(context, since),
        until=day(context, until),
    )
    change = set_to(context.database, id, cents or 0, currency, terms)
    with context.read_connection() as connection:
        rows = one(connection, id, change.price_id)
        is_below_floor = below_floor(connection, id, *change.after)
    after = _amount(change.after)
    if change.before is None:
        text = _("Price of {code}: {after}")
    elif change.before == change.after:
        text = _("The price of {code} is {after} already: nothing was changed.")
    else:
        text = _("Price of {code}: {before} → {after}")
    before = _amount(change.before) if change.before else ""
    code = rows.values[0][1]
    message = text.format(code=code, before=before, after=after)
    show_result(context, rows, format, fields, message)
    if change.is_kept:
        tell_kept_in(code, change.after[1])
    if is_below_floor:
        notify(_("{after} is below the floor of {code}.").format(after=after, code=code))


def _amount(price: tuple[int, str]) -> str:
    return f"{money_text(price[0])} {price[1]}"
