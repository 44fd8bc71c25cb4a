"""`salesmap map versions`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List the versions of the map"), "salesmap map versions"),
    (_("Take the list as JSON"), "salesmap map versions --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def versions(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """List the versions."""
    from salesmap.reports.map import versions as map_versions

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = map_versions.versions(connection)
    show(context, rows, format, fields)
