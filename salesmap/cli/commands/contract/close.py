"""`salesmap contract close`."""

from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared.contracts import (
    ContractRef,
    answer_with_contract,
    contract_of,
)
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Write off what is open"),
        _('salesmap contract close 1 --force --note "The last 5 will not come"'),
    ),
    (_("See which are fulfilled"), "salesmap contract list --status fulfilled"),
)


@app.command()
def close_contract(
    ctx: typer.Context,
    contract: ContractRef,
    force: Annotated[
        bool,
        typer.Option("--force", help=_("Although something is open, which is written off.")),
    ] = False,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Put a fulfilled contract away."""
    from salesmap.actions.contract.ending import close

    context = get_context(ctx)
    contract_id = contract_of(context, contract)
    close(context.database, contract_id, note, force=force)
    answer_with_contract(context, contract_id, format, fields, _("Contract {name} is closed."))
