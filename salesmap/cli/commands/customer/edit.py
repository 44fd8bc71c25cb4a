"""`salesmap customer edit`."""

from typing import Annotated

import typer

from salesmap.cli.commands.customer._shared import CustomerRef, answer_with_customer
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Rename a customer"), _('salesmap customer edit harbor --name "Harbor Group"')),
    (_("By its number"), _('salesmap customer edit 1 --name "Harbor Ltd"')),
)


@app.command()
def edit_customer(
    ctx: typer.Context,
    customer: CustomerRef,
    name: Annotated[str, typer.Option(metavar=_("NAME"), help=_("Customer name."))],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit a customer."""
    from salesmap.actions.customer.edit import rename_customer
    from salesmap.reports.query.references import find_customer

    context = get_context(ctx)
    with context.read_connection() as connection:
        id = find_customer(connection, customer).id
    rename_customer(context.database, id, name)
    answer_with_customer(context, id, format, fields, _("Updated customer {id}: {name}."))
