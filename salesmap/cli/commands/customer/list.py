"""`salesmap customer list`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import show_limited
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List the customers"), "salesmap customer list"),
    (_("Find some by a word"), _("salesmap customer list --search harbor")),
)
SUPPORTS_AS_OF = True


@app.command()
def list_customers(
    ctx: typer.Context,
    search: Annotated[
        str | None, typer.Option(metavar=_("TEXT"), help=_("Words of the customer's name."))
    ] = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List customers."""
    from salesmap.reports.customer import customers

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = customers.find(connection, search)
    show_limited(context, rows, limit, format, fields)
