"""`salesmap contract plan`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.contract._shared.contracts import (
    ContractRef,
    contract_of,
    tell_unknown,
    tell_voided,
)
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Three parts"),
        _('salesmap contract plan 2 "30% sign+7d, 60% delivery+15d, 10% 2027-09-01"'),
    ),
    (_("A deposit, and the rest"), _('salesmap contract plan 2 "deposit 20000 sign, rest eoq"')),
)


@app.command()
def set_plan(
    ctx: typer.Context,
    contract: ContractRef,
    plan: Annotated[
        str,
        typer.Argument(
            metavar=_("PLAN"),
            click_type=FREE_TEXT,
            help=_("Parts with their shares and days, separated by commas."),
        ),
    ],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Set the payment plan."""
    from salesmap.actions.contract.plans import set_plan as put
    from salesmap.reports.contract import contracts

    context = get_context(ctx)
    contract_id = contract_of(context, contract, is_named=False)
    done = put(context.database, contract_id, plan)
    with context.read_connection() as connection:
        detail = contracts.detail(connection, context.clock.today(), contract_id)
    show(context, detail.plan, format, fields)
    if not done.is_changed:
        notify(_("The plan is unchanged."))
    elif not detail.plan.values:
        notify(_("The contract has no payment plan any more."))
    tell_unknown(contract_id, done.unknown)
    tell_voided(done.voided)
