"""`salesmap lead advance`."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._details import answer_with_lead, lead_number, suggest_next
from salesmap.cli.commands.lead._moves import Force, notify_missing
from salesmap.cli.completion.names import STAGE
from salesmap.cli.context import get_context
from salesmap.cli.options import Due, Fields, Format, LeadRef, Next, Note, promise
from salesmap.core.i18n import _

app = typer.Typer()


@app.command(
    help=_(
        "Move a lead to the next stage or to a named one; past the last stage before the "
        "win, it is won."
    ),
)
def advance_lead(
    ctx: typer.Context,
    lead: LeadRef,
    to: Annotated[
        str | None,
        typer.Option(
            metavar=_("STAGE"),
            click_type=STAGE,
            help=_("Target stage; an earlier one is allowed."),
        ),
    ] = None,
    note: Note = None,
    next_: Next = None,
    due: Due = None,
    force: Force = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Move a lead."""
    context = get_context(ctx)
    then = promise(context, next_, due)
    from salesmap.actions.lead import moves

    id = lead_number(context, lead)
    lacking = moves.advance(context.database, id, to, note, then, force=force)
    notify_missing(id, lacking)
    answer_with_lead(
        context, id, format, fields, _("Moved lead {id} ({name}) to {stage} ({status}).")
    )
    if then is None:
        suggest_next(context, id)
