"""`salesmap contract approve`."""

import typer

from salesmap.cli.commands.contract._shared.contracts import (
    ContractRef,
    answer_with_contract,
    contract_of,
)
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.cli.output import notify
from salesmap.core.i18n import _
from salesmap.domain.quote.vocabulary import OWN_DECISION

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Approve a contract"), "salesmap contract approve 4"),
    (_("With a note"), _('salesmap contract approve 4 --note "Fine with the deposit"')),
)


@app.command()
def approve_contract(
    ctx: typer.Context,
    contract: ContractRef,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Approve a contract or an amendment."""
    from salesmap.actions.contract.approving import decide

    context = get_context(ctx)
    contract_id = contract_of(context, contract)
    decided = decide(context.database, contract_id, "approved", note)
    message = _("Approved contract {name}: {total}.")
    answer_with_contract(context, contract_id, format, fields, message, decided.amount_cents)
    if any(each.note == OWN_DECISION for each in decided.requests):
        notify(_("Your own decision: the map names nobody else for it."))
