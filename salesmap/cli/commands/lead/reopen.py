"""`salesmap lead reopen`."""

import typer

from salesmap.cli.commands.lead._details import answer_with_lead, lead_number
from salesmap.cli.context import get_context
from salesmap.cli.options import Due, Fields, Format, LeadRef, Next, Note, promise
from salesmap.core.i18n import _

app = typer.Typer()


@app.command(help=_("Reopen a closed lead in the stage where it was closed."))
def reopen_lead(
    ctx: typer.Context,
    lead: LeadRef,
    note: Note = None,
    next_: Next = None,
    due: Due = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Reopen a lead."""
    context = get_context(ctx)
    then = promise(context, next_, due)
    from salesmap.actions.lead import moves

    id = lead_number(context, lead)
    moves.reopen(context.database, id, note, then)
    answer_with_lead(context, id, format, fields, _("Reopened lead {id} ({name}) in {stage}."))
