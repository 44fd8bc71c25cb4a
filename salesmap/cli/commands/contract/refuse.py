"""`salesmap contract refuse`."""

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
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Refuse a contract"), _('salesmap contract refuse 4 --note "Ask for a deposit"')),
    (_("See what waits for a decision"), "salesmap contract list --status in_approval"),
)


@app.command()
def refuse_contract(
    ctx: typer.Context,
    contract: ContractRef,
    note: Annotated[
        str,
        typer.Option("--note", metavar=_("TEXT"), click_type=FREE_TEXT, help=_("Reason.")),
    ],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Refuse a contract or an amendment."""
    from salesmap.actions.contract.approving import decide

    context = get_context(ctx)
    contract_id = contract_of(context, contract)
    decided = decide(context.database, contract_id, "refused", note)
    message = _("Refused contract {name}: {total}.")
    answer_with_contract(context, contract_id, format, fields, message, decided.amount_cents)
