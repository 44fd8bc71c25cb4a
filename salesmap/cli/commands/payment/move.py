"""`salesmap payment move`."""

from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared.contracts import contract_of, tell_other_customer
from salesmap.cli.commands.payment._shared import ForPart, answer_with_payment
from salesmap.cli.completion.names import CONTRACT
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _
from salesmap.core.money import parse_money

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("It was for another part"), "salesmap payment move 1 --to 1 --for 2"),
    (_("A part of it was for another contract"), "salesmap payment move 1 --to 2 --amount 500"),
)


@app.command()
def move_payment(
    ctx: typer.Context,
    payment: Annotated[int, typer.Argument(metavar=_("ID"), min=1, help=_("Id of the payment."))],
    to: Annotated[
        str,
        typer.Option("--to", metavar=_("CONTRACT"), click_type=CONTRACT, help=_("Contract.")),
    ],
    for_: ForPart = None,
    amount: Annotated[
        str | None, typer.Option(metavar=_("AMOUNT"), help=_("So much of it; all by default."))
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Move a payment to another contract or part."""
    from salesmap.actions.contract.payments import move

    context = get_context(ctx)
    cents, currency = parse_money(amount) if amount is not None else (None, None)
    done = move(context.database, payment, contract_of(context, to), for_, cents, currency)
    message = (
        _("Moved payment {id} to contract {contract}: {total}.")
        if done.is_changed
        else _("Payment {id} is there already: nothing was changed.")
    )
    answer_with_payment(context, done, format, fields, message)
    if done.origin_id is not None:
        tell_other_customer(context, done.origin_id, done.contract_id)
