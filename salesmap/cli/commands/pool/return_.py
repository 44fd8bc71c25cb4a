"""`salesmap pool return`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.lead._shared.answers import answer_with_lead, find_lead
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Return a lead, and say why"), _('salesmap pool return harbor --why "not my region"')),
    (_("The same as JSON"), 'salesmap pool return 1 --why "no time" --format json'),
)


@app.command()
def return_lead(
    ctx: typer.Context,
    lead: LeadRef,
    why: Annotated[
        str, typer.Option(metavar=_("TEXT"), click_type=FREE_TEXT, help=_("Why it is returned."))
    ],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Return a lead to the pool."""
    from salesmap.actions.team.pool import give_back
    from salesmap.reports.automation.matching import leads_passing

    context = get_context(ctx)
    lead_id = find_lead(context, lead)
    give_back(context.database, lead_id, why, leads_passing)
    message = _("Returned lead {id} ({name}) to the pool.")
    answer_with_lead(context, lead_id, format, fields, message)
