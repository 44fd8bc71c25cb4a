"""`salesmap lead drop`."""

import typer

from salesmap.cli.commands.lead._shared.answers import answer_with_lead, find_lead
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Discard a lead that was entered twice"),
        _('salesmap lead drop lakeside --note "Entered twice"'),
    ),
    (_("Discard a test by its number"), "salesmap lead drop 3"),
)


@app.command()
def drop_lead(
    ctx: typer.Context,
    lead: LeadRef,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Discard a lead."""
    context = get_context(ctx)
    from salesmap.actions.lead import moves

    id = find_lead(context, lead)
    moves.drop(context.database, id, note)
    answer_with_lead(context, id, format, fields, _("Discarded lead {id} ({name})."))
