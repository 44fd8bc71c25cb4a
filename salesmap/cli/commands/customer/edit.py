"""`salesmap customer edit`."""

from typing import Annotated

import typer

from salesmap.cli.commands.customer._shared import (
    Account,
    Address,
    Bank,
    CustomerRef,
    ExternalId,
    TaxNumber,
    answer_with_customer,
    given_details,
)
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NothingToChangeError
from salesmap.cli.options import Fields, Format
from salesmap.core.commit_state import has_changed
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Rename a customer"), _('salesmap customer edit harbor --name "Harbor Group"')),
    (_("Set its address for quotes"), _('salesmap customer edit 1 --address "1 Quay Street"')),
)


@app.command()
def edit_customer(
    ctx: typer.Context,
    customer: CustomerRef,
    name: Annotated[str | None, typer.Option(metavar=_("NAME"), help=_("Customer name."))] = None,
    address: Address = None,
    tax_no: TaxNumber = None,
    bank: Bank = None,
    account: Account = None,
    external_id: ExternalId = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit a customer; an empty value clears the field."""
    from salesmap.actions.customer.edit import edit_customer as edit
    from salesmap.reports.query.references import find_customer

    context = get_context(ctx)
    details = given_details(address, tax_no, bank, account, external_id)
    if name is None and not details:
        raise NothingToChangeError(noun="customer")
    with context.read_connection() as connection:
        id = find_customer(connection, customer).id
    edit(context.database, id, name, details)
    message = _("Updated customer {id}: {name}.")
    if not has_changed():
        message = _("Customer {id} ({name}) is unchanged.")
    answer_with_customer(context, id, format, fields, message)
