"""`salesmap assign explain`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import notify, show
from salesmap.cli.references import named_lead
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Why a lead is whose, and who would be next"), _("salesmap assign explain harbor")),
    (_("The same as JSON"), "salesmap assign explain 1 --format json"),
)

SUPPORTS_AS_OF = True


@app.command()
def explain_assignment(
    ctx: typer.Context, lead: LeadRef, format: Format = None, fields: Fields = None
) -> None:
    """Explain who gets a lead."""
    from salesmap.reports.team.assignments import explained, last_hand

    context = get_context(ctx)
    with context.read_connection() as connection:
        lead_id = named_lead(connection, lead)
        user, lang = context.database.user, context.lang
        rows = explained(connection, context.clock, user, lang, lead_id)
        past = last_hand(connection, lead_id)
    show(context, rows, format, fields)
    if past:
        notify(past)
    if not rows.values:
        notify(_("The map has no rules of assignment: see 'salesmap help team'."))
