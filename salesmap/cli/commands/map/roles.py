"""`salesmap map roles`."""

import typer

from salesmap.cli.commands.map._shared import current
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See who does what"), "salesmap map roles"),
    (_("Take it into a spreadsheet"), "salesmap map roles --format csv"),
)
SUPPORTS_AS_OF = True


@app.command()
def roles(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Show the roles."""
    from salesmap.reports.map.stages import roles

    context = get_context(ctx)
    show(context, roles(current(context), context.lang), format, fields)
