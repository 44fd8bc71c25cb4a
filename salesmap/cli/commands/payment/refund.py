"""`salesmap payment refund`."""

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
    (_("Pay back a part"), "salesmap payment refund 1 500"),
    (_("Of what part 1 received"), "salesmap payment refund 1 500 --for 1 --on today"),
)


@app.command()
def refund_payment(
    ctx: typer.Context,
    contract: ContractRef,
    amount: AmountOf,
    on: options.On = None,
    method: Method = None,
    reference: Reference = None,
    for_: ForPart = None,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Record money paid back."""
    from salesmap.actions.contract.payments import refund

    context = get_context(ctx)
    wish = payment_wish(context, amount, on, method, reference, for_, note)
    done = refund(context.database, contract_of(context, contract), wish)
    message = _("Refund {id}: {total} of contract {contract}, {paid_on}.")
    answer_with_payment(context, done, format, fields, message)
