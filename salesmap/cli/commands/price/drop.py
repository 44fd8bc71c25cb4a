"""`salesmap price drop`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Delete a price by its id"), "salesmap price drop 1"),
    (_("The ids are in the list"), "salesmap price list --fields id,code,list,price"),
)


@app.command()
def drop_price(
    ctx: typer.Context,
    price: Annotated[
        int, typer.Argument(metavar=_("ID"), help=_("Id of a price in 'salesmap price list'."))
    ],
) -> None:
    """Delete a price."""
    from salesmap.actions.product.prices import drop_price as drop

    context = get_context(ctx)
    code = drop(context.database, price)
    echo(_("Deleted price {id} of {code}.").format(id=price, code=code))
