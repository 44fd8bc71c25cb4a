"""`salesmap contract edit`."""

import typer

from salesmap.cli.commands.contract._shared import options
from salesmap.cli.commands.contract._shared.contracts import (
    ContractRef,
    answer_with_contract,
    contract_of,
    tell_drafted,
    write_new_parts,
)
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note, Owner
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Correct the amount of a draft"), "salesmap contract edit 2 --amount 90k"),
    (_("Give it to another owner, at any time"), _("salesmap contract edit 1 --owner bo")),
)


@app.command()
def edit_contract(
    ctx: typer.Context,
    contract: ContractRef,
    amount: options.Amount = None,
    starts: options.Starts = None,
    ends: options.Ends = None,
    notice: options.Notice = None,
    plan: options.Plan = None,
    owner: Owner = None,
    note: Note = None,
    external_id: options.ExternalId = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit a contract."""
    from salesmap.actions.contract.drafting import ContractWish, edit
    from salesmap.cli.option_errors import NothingToChangeError

    context = get_context(ctx)
    wish = options.contract_wish(
        context, amount, starts, ends, notice, plan, owner, note, external_id
    )
    if wish == ContractWish():
        raise NothingToChangeError()
    contract_id = contract_of(context, contract)
    done = edit(context.database, contract_id, wish)
    message = (
        _("Updated contract {name}: {total}.")
        if done.is_changed
        else _("Contract {name} is unchanged: {total}.")
    )
    answer_with_contract(context, contract_id, format, fields, message, done.amount_cents)
    write_new_parts(done, format)
    tell_drafted(done)
