"""`salesmap form diff`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See how a customer's needs changed"), _("salesmap form diff harbor")),
    (_("Look at one form only"), _("salesmap form diff harbor --form needs")),
)
SUPPORTS_AS_OF = True


@app.command()
def diff_form(
    ctx: typer.Context,
    lead: LeadRef,
    form: Annotated[str | None, typer.Option(metavar=_("FORM"), help=_("Only this form."))] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show how the answers changed."""
    from salesmap.reports.lead.answers import answer_changes
    from salesmap.reports.query.references import lead_id
    from salesmap.store.map_versions import current_map

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = answer_changes(
            connection,
            current_map(connection),
            lead_id(connection, lead),
            context.lang,
            form,
        )
    show(context, rows, format, fields)
