"""`salesmap lead reopen`."""

import typer

from salesmap.cli.commands.lead._shared.answers import answer_with_lead, find_lead
from salesmap.cli.context import get_context
from salesmap.cli.options import Due, Fields, Format, LeadRef, Next, Note, read_next_step
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Reopen a lost lead"), _("salesmap lead reopen atlas")),
    (
        _("Plan the next step at once"),
        _('salesmap lead reopen atlas --next "Call again" --due +3d'),
    ),
)


@app.command()
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
    next_step = read_next_step(context, next_, due)
    from salesmap.actions.lead import moves

    id = find_lead(context, lead)
    moves.reopen(context.database, id, note, next_step)
    answer_with_lead(context, id, format, fields, _("Reopened lead {id} ({name}) in {stage}."))
