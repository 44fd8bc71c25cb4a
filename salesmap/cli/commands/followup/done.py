"""`salesmap followup done`."""

import typer

from salesmap.cli.commands.followup._shared import (
    FollowupRefs,
    answer_with_followups,
    find_followups,
)
from salesmap.cli.context import get_context
from salesmap.cli.options import Due, Fields, Format, Next, Note, read_next_step
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Mark a follow-up as done"), "salesmap followup done 1"),
    (_("By the lead whose only open one it is"), _("salesmap followup done harbor")),
    (
        _("Mark it as done and plan the next one"),
        _('salesmap followup done 1 --next "Send the quote" --due +2d'),
    ),
)


@app.command()
def finish_followup(
    ctx: typer.Context,
    followup: FollowupRefs,
    note: Note = None,
    next_: Next = None,
    due: Due = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Mark a follow-up as done."""
    context = get_context(ctx)
    next_step = read_next_step(context, next_, due)
    from salesmap.actions.followup import followups

    ids = find_followups(context, followup)
    followups.done_all(context.database, ids, note, next_step)
    line = _("Done: follow-up {id}, {what} ({lead}).")
    answer_with_followups(
        context,
        ids,
        format,
        fields,
        line + (_(" Next follow-up: {day}.").format(day=next_step[1]) if next_step else ""),
    )
