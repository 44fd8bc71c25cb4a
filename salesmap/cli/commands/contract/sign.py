"""`salesmap contract sign`."""

import typer

from salesmap.cli.commands.contract._shared import options
from salesmap.cli.commands.contract._shared.contracts import ContractRef, contract_of
from salesmap.cli.commands.contract._shared.signing import answer_with_signed
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, day
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("It was signed today"), "salesmap contract sign 2"),
    (_("It was signed on Monday"), "salesmap contract sign 2 --on 2026-11-23"),
)


@app.command()
def sign_contract(
    ctx: typer.Context,
    contract: ContractRef,
    on: options.On = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Note that a contract or an amendment was signed."""
    from salesmap.actions.contract.signing import sign

    context = get_context(ctx)
    contract_id = contract_of(context, contract)
    done = sign(context.database, contract_id, day(context, on))
    answer_with_signed(context, done, format, fields)
