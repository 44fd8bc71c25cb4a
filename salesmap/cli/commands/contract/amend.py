"""`salesmap contract amend`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.contract._shared import options
from salesmap.cli.commands.contract._shared.contracts import (
    ContractRef,
    answer_with_contract,
    contract_of,
    tell_drafted,
    write_new_parts,
)
from salesmap.cli.commands.contract._shared.signing import answer_with_signed
from salesmap.cli.context import get_context
from salesmap.cli.hints.lookup import drafting_with
from salesmap.cli.options import Fields, Format, day
from salesmap.cli.output import notify
from salesmap.core.i18n import N_, _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("A higher amount and another plan"),
        _('salesmap contract amend 1 --amount 60k --plan "50% sign, 50% 2027-03-31"'),
    ),
    (_("A later end, signed at once"), "salesmap contract amend 1 --ends 2028-12-31 --sign"),
)


@app.command()
def amend_contract(
    ctx: typer.Context,
    contract: ContractRef,
    amount: options.Amount = None,
    starts: options.Starts = None,
    ends: options.Ends = None,
    notice: options.Notice = None,
    plan: options.Plan = None,
    why: Annotated[
        str | None,
        typer.Option("--why", metavar=_("TEXT"), click_type=FREE_TEXT, help=_("Reason.")),
    ] = None,
    sign: options.Sign = False,
    on: options.On = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Draft an amendment."""
    from salesmap.actions.contract.renewing import amend
    from salesmap.actions.contract.signing import sign as sign_contract
    from salesmap.actions.database.create import joined_transaction
    from salesmap.cli.commands.contract._shared.errors import NeedsOtherOptionError

    context = get_context(ctx)
    if on is not None and not sign:
        raise NeedsOtherOptionError(option="--on", other="--sign")
    wish = options.contract_wish(context, amount, starts, ends, notice, plan)
    contract_id = contract_of(context, contract)
    if not sign:
        done = amend(context.database, contract_id, wish, why)
        message = _("Drafted version {draft_version} of contract {name}.")
        answer_with_contract(context, contract_id, format, fields, message)
        write_new_parts(done, format)
        tell_drafted(done)
        notify(
            _("It holds once it is signed: 'salesmap contract sign {id}'.").format(id=contract_id)
        )
        return
    signed_on = day(context, on)
    with (
        drafting_with("--sign"),
        joined_transaction(context.database, None, N_("amendment signed: {}")),
    ):
        done = amend(context.database, contract_id, wish, why)
        signed = sign_contract(context.database, contract_id, signed_on)
    answer_with_signed(context, signed, format, fields)
    write_new_parts(done, format)
    tell_drafted(done)
