"""`salesmap contract renew`."""

import typer

from salesmap.cli.commands.contract._shared import options
from salesmap.cli.commands.contract._shared.contracts import (
    ContractRef,
    answer_with_contract,
    contract_of,
    tell_drafted,
)
from salesmap.cli.commands.contract._shared.signing import answer_with_signed
from salesmap.cli.context import get_context
from salesmap.cli.hints.lookup import drafting_with
from salesmap.cli.options import Fields, Format, Note, Owner, day
from salesmap.core.i18n import N_, _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("For as long and as much again"), "salesmap contract renew 1"),
    (_("At another price, signed at once"), "salesmap contract renew 1 --amount 110k --sign"),
)


@app.command()
def renew_contract(
    ctx: typer.Context,
    contract: ContractRef,
    amount: options.Amount = None,
    starts: options.Starts = None,
    ends: options.Ends = None,
    notice: options.Notice = None,
    plan: options.Plan = None,
    owner: Owner = None,
    note: Note = None,
    sign: options.Sign = False,
    on: options.On = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Draft the contract that follows."""
    from salesmap.actions.contract.renewing import renew
    from salesmap.actions.contract.signing import sign as sign_contract
    from salesmap.actions.database.create import joined_transaction
    from salesmap.cli.commands.contract._shared.errors import NeedsOtherOptionError

    context = get_context(ctx)
    if on is not None and not sign:
        raise NeedsOtherOptionError(option="--on", other="--sign")
    wish = options.contract_wish(context, amount, starts, ends, notice, plan, owner, note)
    contract_id = contract_of(context, contract)
    if not sign:
        done = renew(context.database, contract_id, wish)
        message = _("Contract {name} for {whom}: {total}, after contract {renews}.")
        answer_with_contract(context, done.contract_id, format, fields, message)
        tell_drafted(done)
        return
    signed_on = day(context, on)
    with (
        drafting_with("--sign"),
        joined_transaction(context.database, None, N_("contract signed: {}")),
    ):
        done = renew(context.database, contract_id, wish)
        signed = sign_contract(context.database, done.contract_id, signed_on)
    answer_with_signed(context, signed, format, fields)
    tell_drafted(done)
