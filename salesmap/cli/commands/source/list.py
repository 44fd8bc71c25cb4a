"""`salesmap source list`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List what lead sources cost"), "salesmap source list"),
    (_("And what came of them"), "salesmap report sources --period 2026"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_costs(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """List costs."""
    from salesmap.reports.marketing import source_costs

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = source_costs.find(connection)
    show(context, rows, format, fields)
