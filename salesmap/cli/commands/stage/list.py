"""`salesmap stage list`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List the stages"), "salesmap stage list"),
    (_("Use their keys in a script"), "salesmap stage list --fields stage --format tsv"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_stages(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """List the stages."""
    from salesmap.reports.map.stage_list import stage_list

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = stage_list(connection, context.lang)
    show(context, rows, format, fields)
