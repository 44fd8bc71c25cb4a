"""`salesmap pool claim`."""

import typer

from salesmap.cli.commands.lead._shared.answers import answer_with_leads, find_leads
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRefs
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Claim a lead"), "salesmap pool claim 5"),
    (_("As somebody else, in JSON"), "salesmap --user ann pool claim 5 --format json"),
)


@app.command()
def claim_leads(
    ctx: typer.Context, leads: LeadRefs, format: Format = None, fields: Fields = None
) -> None:
    """Claim leads."""
    from salesmap.actions.team.pool import claim
    from salesmap.reports.automation.matching import leads_passing

    context = get_context(ctx)
    ids = claim(context.database, find_leads(context, leads), leads_passing)
    message = ngettext("Claimed lead {names}.", "Claimed {count} leads: {names}.", len(ids))
    answer_with_leads(context, ids, format, fields, message)
