"""`salesmap rate list`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List the rates"), "salesmap rate list"),
    (_("Use them in a script"), "salesmap rate list --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_rates(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """List the rates."""
    from salesmap.reports.query.amounts import rates

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = rates(connection, context.currency(connection))
    show(context, rows, format, fields)
