"""`salesmap map rules`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See what the map does by itself"), "salesmap map rules"),
    (_("Take the list as JSON"), "salesmap map rules --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_rules(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """List the rules of the map, with how often each acted."""
    from salesmap.reports.automation.rules import rules

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = rules(connection, context.lang)
    show(context, rows, format, fields)
    if not rows.values:
        notify(_("The map has no rules: see 'salesmap help automation'."))
