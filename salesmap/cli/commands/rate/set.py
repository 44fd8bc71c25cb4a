"""`salesmap rate set`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import day
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Set the rate of the dollar from today on"), "salesmap rate set USD 7.20"),
    (_("From a day on"), "salesmap rate set USD 7.10 --on 2026-01-01"),
)


@app.command()
def set_rate(
    ctx: typer.Context,
    currency: Annotated[
        str, typer.Argument(metavar=_("CODE"), help=_("Currency, such as USD or EUR."))
    ],
    amount: Annotated[
        str,
        typer.Argument(
            metavar=_("AMOUNT"), help=_("Value of one unit in the database's currency.")
        ),
    ],
    on: Annotated[
        str | None, typer.Option(metavar=_("WHEN"), help=_("First day; today by default."))
    ] = None,
) -> None:
    """Set a rate."""
    from salesmap.actions.database.rates import set_rate as keep

    context = get_context(ctx)
    since = day(context, on) or context.clock.today()
    code, own = keep(context.database, currency, amount, since)
    echo(
        _("1 {currency} = {amount} {own} from {day} on.").format(
            currency=code, amount=amount, own=own, day=since
        )
    )
