"""`salesmap product show`."""

import typer

from salesmap.cli.commands.product._shared import ProductRefs
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show, usual_format, write
from salesmap.cli.record_page import write_facts, write_section
from salesmap.core.i18n import _
from salesmap.core.table import Table

app = typer.Typer()
EXAMPLES = (
    (_("By its code"), "salesmap product show CT"),
    (_("Several, as JSON"), "salesmap product show CT SET --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_products(
    ctx: typer.Context, products: ProductRefs, format: Format = None, fields: Fields = None
) -> None:
    """Show products."""
    from salesmap.render.json_text import dumps
    from salesmap.reports.product.products import detail
    from salesmap.reports.query.references import find_product

    context = get_context(ctx)
    with context.read_connection() as connection:
        ids = dict.fromkeys(find_product(connection, each).id for each in products)
        details = [detail(connection, id) for id in ids]
    if format in (None, "table", "plain") and fields is None:
        for number, each in enumerate(details):
            if number:
                write("")
            _show_page(context, each.product, each.prices, format or usual_format())
    elif format == "json" and fields is None:
        found = [each.as_dict() for each in details]
        write(dumps(found if len(products) > 1 else found[0]))
    else:
        rows = details[0].product
        rows = rows._replace(values=[row for each in details for row in each.product.values])
        show(context, rows, format, fields, single=len(products) == 1)


def _show_page(context: AppContext, product: Table, prices: Table, format: str) -> None:
    """Print the facts of a product, its code in front, and its prices."""
    order = ["code", *(name for name in product.names() if name not in ("id", "code"))]
    write_facts(context, product.select([*order, "id"]), format, hidden=("version", "recorded_at"))
    write_section(context, _("Prices"), prices, format)
