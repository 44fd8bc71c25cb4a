"""`salesmap rate import`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Import rates from a file of currency, day and rate"), "salesmap rate import rates.csv"),
    (_("Then see them"), "salesmap rate list"),
)


@app.command()
def import_rates(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar=_("FILE"), help=_("CSV file with columns currency, day, rate.")),
    ],
) -> None:
    """Import rates."""
    from salesmap.actions.database.rates import set_rates
    from salesmap.exchange.importers.rates import read_rates

    context = get_context(ctx)
    count = set_rates(context.database, read_rates(file, context.clock.today()))
    echo(ngettext("Set {count} rate.", "Set {count} rates.", count).format(count=count))
