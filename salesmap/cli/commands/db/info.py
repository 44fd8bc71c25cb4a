"""`salesmap db info`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See the path and size of the database"), "salesmap db info"),
    (_("Use it in a script"), "salesmap db info --format json"),
)


@app.command()
def info(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Show facts about the database file."""
    from salesmap.reports.data.database_stats import COURTESY, database_stats

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = database_stats(connection, context.database)
    show(context, rows, format, fields, single=True)
    if rows.dicts()[0]["rights"] == COURTESY:
        notify(
            _(
                "Rights are courtesy on a shared file: salesmap keeps to them, but whoever can "
                "open the file can change it with other programs."
            )
        )
