"""`salesmap product retire`."""

from typing import Annotated

import typer

from salesmap.cli.commands.product._shared import ProductRefs, product_ids
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Retire a product; it stays on the papers that name it"), "salesmap product retire CT"),
    (_("Sell it again"), "salesmap product retire CT --back"),
)


@app.command()
def retire_products(
    ctx: typer.Context,
    products: ProductRefs,
    back: Annotated[bool, typer.Option("--back", help=_("Sell them again."))] = False,
) -> None:
    """Retire products."""
    from salesmap.actions.product.products import retire_products as retire

    context = get_context(ctx)
    ids = product_ids(context, products)
    count = retire(context.database, ids, back=back)
    if back:
        text = ngettext("{count} product is sold again.", "{count} products are sold again.", count)
    else:
        text = ngettext("Retired {count} product.", "Retired {count} products.", count)
    echo(text.format(count=count))
