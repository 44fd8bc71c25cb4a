"""`salesmap lead checklist`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import show
from salesmap.cli.references import named_lead
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See what the stage asks for"), _("salesmap lead checklist harbor")),
    (_("See all stages"), _("salesmap lead checklist harbor --all")),
)
SUPPORTS_AS_OF = True


@app.command()
def show_checklist(
    ctx: typer.Context,
    lead: LeadRef,
    whole: Annotated[
        bool, typer.Option("--all", help=_("All stages, not only the current one."))
    ] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the checklist."""
    from salesmap.reports.lead.checklist import checklist

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = checklist(connection, named_lead(connection, lead), context.lang, whole)
    show(context, rows, format, fields)
