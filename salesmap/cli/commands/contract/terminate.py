"""`salesmap contract terminate`."""

import typer

from salesmap.cli.commands.contract._shared import options
from salesmap.cli.commands.contract._shared.contracts import (
    ContractRef,
    answer_with_contract,
    contract_of,
    tell_other_customer,
)
from salesmap.cli.commands.contract._shared.ending import tell_settled, way_of
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note, day
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("End a contract and pay back what was received"), "salesmap contract terminate 1 --refund"),
    (_("Keep it as credit"), _('salesmap contract terminate 1 --keep-credit --note "Postponed"')),
)


@app.command()
def terminate_contract(
    ctx: typer.Context,
    contract: ContractRef,
    refund: options.Refund = False,
    keep_credit: options.KeepCredit = False,
    move_to: options.MoveTo = None,
    on: options.On = None,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """End a signed contract before its time."""
    from salesmap.actions.contract.ending import terminate

    context = get_context(ctx)
    contract_id = contract_of(context, contract)
    way, target = way_of(context, move_to, refund=refund, keep_credit=keep_credit)
    received = terminate(context.database, contract_id, note, way, target, day(context, on))
    answer_with_contract(context, contract_id, format, fields, _("Contract {name} is terminated."))
    tell_settled(way, received)
    if target is not None and received:
        tell_other_customer(context, contract_id, target)
