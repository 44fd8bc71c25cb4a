"""`salesmap pool list`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import show_limited
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("The leads that can be claimed"), "salesmap pool list"),
    (_("Their ids, for other commands"), "salesmap pool list --format ids"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_pool(
    ctx: typer.Context,
    pool: Annotated[
        str | None, typer.Option(metavar=_("POOL"), help=_("Only the leads of this pool."))
    ] = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List the leads in the pool."""
    from salesmap.reports.team.pool import listed

    context = get_context(ctx)
    with context.read_connection() as connection:
        user = context.database.user
        rows = listed(connection, context.clock, context.lang, user, pool)
    show_limited(context, rows, limit, format, fields)
