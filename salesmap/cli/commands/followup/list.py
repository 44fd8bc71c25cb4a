"""`salesmap followup list`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show
from salesmap.cli.references import named_lead
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
@with_filters(but=("status",))
def list_followups(
    ctx: typer.Context,
    lead: Annotated[
        str | None, typer.Option(metavar=_("LEAD"), help=_("Only for this lead."))
    ] = None,
    status: Annotated[
        str,
        typer.Option(metavar=_("STATUS"), help=_("Status: open, done, dropped (canceled) or all.")),
    ] = "open",
    every: Annotated[bool, typer.Option("--all", help=_("Of any status."))] = False,
    *,
    filters: LeadFilters,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List follow-ups."""
    from salesmap.reports.activity import followups

    context = get_context(ctx)
    with context.read_connection() as connection:
        of_lead = named_lead(connection, lead) if lead is not None else None
        scope = filters.scope(context, connection, but_owner=True)
        rows = followups.find(
            connection,
            context.clock.today(),
            context.lang,
            "all" if every else status,
            of_lead,
            scope,
            is_overdue=filters.is_overdue,
        )
    show(context, rows, format, fields)
    say_unknown(scope.unknown)
