"""`salesmap lead advance`."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._shared.answers import (
    answer_with_move,
    find_lead,
    notify_missing,
    suggest_next,
)
from salesmap.cli.commands.lead._shared.options import Force
from salesmap.cli.completion.names import STAGE
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import ConflictingOptionsError
from salesmap.cli.options import Due, Fields, Format, LeadRef, Next, Note, read_next_step
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Move it to the next stage"), _('salesmap lead advance harbor --note "Budget confirmed"')),
    (_("Move it to a named stage"), _("salesmap lead advance harbor quote")),
)


@app.command()
def advance_lead(
    ctx: typer.Context,
    lead: LeadRef,
    stage: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[STAGE]"),
            click_type=STAGE,
            help=_("Target stage; an earlier one is allowed."),
        ),
    ] = None,
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
    if stage is not None and to is not None:
        raise ConflictingOptionsError(option="--to", others=["STAGE"])
    next_step = read_next_step(context, next_, due)
    from salesmap.actions.lead import moves

    id = find_lead(context, lead)
    lacking = moves.advance(context.database, id, stage or to, note, next_step, force=force)
    notify_missing(id, lacking)
    answer_with_move(context, id, format, fields)
    if next_step is None:
        suggest_next(context, id)
