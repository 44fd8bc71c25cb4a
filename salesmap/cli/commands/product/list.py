"""`salesmap product list`."""

from typing import Annotated

import typer

from salesmap.cli.completion.names import CATEGORY
from salesmap.cli.context import get_context
from salesmap.cli.filters import say_unknown
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import show_limited
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List all products on sale"), "salesmap product list"),
    (_("Retired ones, too, as JSON"), "salesmap product list --retired --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_products(
    ctx: typer.Context,
    search: Annotated[
        str | None,
        typer.Option(metavar=_("TEXT"), help=_("Text to find in codes, names and categories.")),
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option(
            metavar=_("NAME"),
            click_type=CATEGORY,
            help=_("Category; may be given several times."),
        ),
    ] = None,
    retired: Annotated[
        bool, typer.Option("--retired", "--all", help=_("Retired products, too."))
    ] = False,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List products."""
    from salesmap.reports.product.products import ProductFilter, categories, find
    from salesmap.reports.query.spellings import unknown_values

    context = get_context(ctx)
    wanted = ProductFilter(search, tuple(category or ()), retired)
    with context.read_connection() as connection:
        rows = find(connection, wanted)
        known = categories(connection) if category else []
    show_limited(context, rows, limit, format, fields)
    say_unknown(unknown_values("category", category or (), known))
