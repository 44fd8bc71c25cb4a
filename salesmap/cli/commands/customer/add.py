"""`salesmap customer add`."""

from typing import Annotated

import typer

from salesmap.cli.commands.customer._shared import (
    Account,
    Address,
    Bank,
    ExternalId,
    TaxNumber,
    answer_with_customer,
    given_details,
)
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Add a customer without a lead"), _('salesmap customer add "Willow Ltd"')),
    (_("Then add a contact there"), _('salesmap contact add "Ann Reed" --customer "Willow Ltd"')),
)


@app.command()
def add_customer(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("Customer name."))],
    address: Address = None,
    tax_no: TaxNumber = None,
    bank: Bank = None,
    account: Account = None,
    external_id: ExternalId = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a customer."""
    from salesmap.actions.customer.edit import add_customer as add

    context = get_context(ctx)
    id = add(context.database, name, given_details(address, tax_no, bank, account, external_id))
    answer_with_customer(context, id, format, fields, _("Added customer {id}: {name}."))
