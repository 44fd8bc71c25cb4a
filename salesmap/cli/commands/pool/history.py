"""`salesmap pool history`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import show
from salesmap.cli.references import named_lead
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Who had a lead when"), _("salesmap pool history harbor")),
    (_("The same as JSON"), "salesmap pool history 1 --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_hands(
    ctx: typer.Context, lead: LeadRef, format: Format = None, fields: Fields = None
) -> None:
    """List how a lead changed hands."""
    from salesmap.reports.team.assignments import hands

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = hands(connection, named_lead(connection, lead))
    show(context, rows, format, fields)
