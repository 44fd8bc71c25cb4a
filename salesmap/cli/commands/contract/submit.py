"""`salesmap contract submit`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.contract._shared.contracts import (
    ContractRef,
    answer_with_contract,
    contract_of,
)
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Ask for the approvals that the map wants"), "salesmap contract submit 3"),
    (_("With a reason"), _('salesmap contract submit 3 --why "Two years, paid in advance"')),
)


@app.command()
def submit_contract(
    ctx: typer.Context,
    contract: ContractRef,
    why: Annotated[
        str | None,
        typer.Option("--why", metavar=_("TEXT"), click_type=FREE_TEXT, help=_("Reason.")),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Ask for approval of a contract or an amendment."""
    from salesmap.actions.contract.approving import submit

    context = get_context(ctx)
    contract_id = contract_of(context, contract)
    submitted = submit(context.database, contract_id, why)
    message = _("Submitted contract {name} for approval: {total}.")
    answer_with_contract(context, contract_id, format, fields, message, submitted.amount_cents)
    if not submitted.requests:
        notify(_("It was asked for already."))
