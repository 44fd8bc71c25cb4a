"""`salesmap field list`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List the custom fields"), "salesmap field list"),
    (_("See how many leads have each"), "salesmap field list --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_fields(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """List the custom fields."""
    from salesmap.reports.lead.custom_fields import custom_fields
    from salesmap.store.map_versions import current_map

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = custom_fields(connection, current_map(connection), context.lang)
    show(context, rows, format, fields)
