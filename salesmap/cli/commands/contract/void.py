"""`salesmap contract void`."""

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
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Void a contract that is not signed"), "salesmap contract void 2"),
    (_("With a reason"), _('salesmap contract void 2 --note "Bought by another company"')),
)


@app.command()
def void_contract(
    ctx: typer.Context,
    contract: ContractRef,
    refund: options.Refund = False,
    keep_credit: options.KeepCredit = False,
    move_to: options.MoveTo = None,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Void a contract before it is signed."""
    from salesmap.actions.contract.ending import void

    context = get_context(ctx)
    contract_id = contract_of(context, contract)
    way, target = way_of(context, move_to, refund=refund, keep_credit=keep_credit)
    received = void(context.database, contract_id, note, way, target)
    answer_with_contract(context, contract_id, format, fields, _("Contract {name} is void."))
    tell_settled(way, received)
    if target is not None and received:
        tell_other_customer(context, contract_id, target)
