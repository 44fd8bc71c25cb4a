"""`salesmap lead who`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import show
from salesmap.cli.references import named_lead
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See who answers, prices, approves and signs"), _("salesmap lead who harbor")),
    (_("Use it in a script"), "salesmap lead who 1 --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def who(ctx: typer.Context, lead: LeadRef, format: Format = None, fields: Fields = None) -> None:
    """Show who has which task on a lead."""
    from salesmap.reports.team.responsible import responsible

    context = get_context(ctx)
    with context.read_connection() as connection:
        lead_id = named_lead(connection, lead)
        rows = responsible(connection, lead_id, context.clock.today())
    show(context, rows, format, fields)
