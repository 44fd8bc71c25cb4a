"""`salesmap segment list`."""

import typer

from salesmap.cli.commands.customer._shared import customer_fields
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List the segments"), "salesmap segment list"),
    (_("Use them in a script"), "salesmap segment list --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_segments(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """List segments with the number of their customers."""
    from salesmap.reports.marketing import segments

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = segments.listed(customer_fields(context, connection), context.database.user)
    show(context, rows, format, fields)
