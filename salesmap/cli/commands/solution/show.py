"""`salesmap solution show`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import notify, show
from salesmap.cli.references import named_lead
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("The needs of a lead, what nothing answers first"), "salesmap solution show 1"),
    (_("As JSON, with the fit of the whole"), "salesmap solution show 1 --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_solution(
    ctx: typer.Context, lead: LeadRef, format: Format = None, fields: Fields = None
) -> None:
    """Show how the needs of a lead are answered."""
    from salesmap.reports.product.solution import solution

    context = get_context(ctx)
    with context.read_connection() as connection:
        lead_id = named_lead(connection, lead)
        rows = solution(connection, lead_id)
    show(context, rows, format, fields)
    if not rows.values:
        text = _("Lead {id} has no needs yet: add them with 'salesmap need add {id} TEXT'.")
        notify(text.format(id=lead_id))
    elif format in (None, "table", "plain"):
        fit = rows.values[0][rows.names().index("fit")]
        notify(_("Fit of the solution: {fit:.1%}").format(fit=fit))
