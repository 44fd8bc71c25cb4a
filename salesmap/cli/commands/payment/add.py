"""`salesmap payment add`."""

import typer

from salesmap.cli.commands.contract._shared import options
from salesmap.cli.commands.contract._shared.contracts import ContractRef, contract_of
from salesmap.cli.commands.payment._shared import (
    AmountOf,
    ForPart,
    Method,
    Reference,
    answer_with_payment,
    payment_wish,
)
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("A deposit came today"), "salesmap payment add 1 3k"),
    (_("By transfer, for part 2"), "salesmap payment add 1 3k --for 2 --method transfer"),
)


@app.command()
def add_payment(
    ctx: typer.Context,
    contract: ContractRef,
    amount: AmountOf,
    on: options.On = None,
    method: Method = None,
    reference: Reference = None,
    for_: ForPart = None,
    note: Note = None,
    external_id: options.ExternalId = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Record money received."""
    from salesmap.actions.contract.payments import add

    context = get_context(ctx)
    wish = payment_wish(context, amount, on, method, reference, for_, note, external_id)
    done = add(context.database, contract_of(context, contract), wish)
    message = _("Payment {id}: {total} on contract {contract}, {paid_on}.")
    answer_with_payment(context, done, format, fields, message)
