"""`salesmap followup snooze`."""

from typing import Annotated

import typer

from salesmap.cli.commands.followup._shared import FollowupRef, answer_with_followup, find_followups
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, read_due
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Reschedule a follow-up to Monday"), _("salesmap followup snooze 1 mon")),
    (_("Reschedule it by a week"), "salesmap followup snooze 1 +1w"),
)


@app.command()
def snooze_followup(
    ctx: typer.Context,
    followup: FollowupRef,
    when: Annotated[str, typer.Argument(metavar=_("WHEN"), help=_("New due date."))],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Reschedule a follow-up."""
    context = get_context(ctx)
    due_on = read_due(context, when)
    from salesmap.actions.followup import followups

    (id,) = find_followups(context, [followup])
    followups.snooze(context.database, id, due_on)
    answer_with_followup(
        context, id, format, fields, _("Rescheduled follow-up {id} to {due_on}: {what} ({lead}).")
    )
