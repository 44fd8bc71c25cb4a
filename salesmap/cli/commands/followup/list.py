"""`salesmap followup list`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Owner
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List open follow-ups"), "salesmap followup list"),
    (
        _("List those of a lead, done ones included"),
        _("salesmap followup list --lead harbor --status all"),
    ),
)
SUPPORTS_AS_OF = True


@app.command()
def list_followups(
    ctx: typer.Context,
    lead: Annotated[
        str | None, typer.Option(metavar=_("LEAD"), help=_("Only for this lead."))
    ] = None,
    owner: Owner = None,
    status: Annotated[
        str,
        typer.Option(metavar=_("STATUS"), help=_("Status: open, done, dropped (canceled) or all.")),
    ] = "open",
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List follow-ups."""
    from salesmap.reports.activity import followups
    from salesmap.reports.query.references import lead_id

    context = get_context(ctx)
    with context.read_connection() as connection:
        of_lead = lead_id(connection, lead) if lead is not None else None
        rows = followups.find(
            connection, context.clock.today(), context.lang, status, of_lead, owner
        )
    show(context, rows, format, fields)
