"""`salesmap lead conflict list`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import show_limited
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List open conflicts"), "salesmap lead conflict list"),
    (_("List how conflicts were settled"), "salesmap lead conflict list --settled"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_conflicts(
    ctx: typer.Context,
    settled: Annotated[
        bool, typer.Option("--settled", help=_("The settled ones, the newest first."))
    ] = False,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List conflicts of owners."""
    from salesmap.actions.team.sight import Sight
    from salesmap.reports.lead.conflicts import conflicts, settled_conflicts

    context = get_context(ctx)
    with context.read_connection() as connection:
        sees = Sight(connection, context.database).user_has
        rows = (settled_conflicts if settled else conflicts)(connection, sees)
    show_limited(context, rows, limit, format, fields)
