"""`salesmap followup drop`."""

import typer

from salesmap.cli.commands.followup._shared import FollowupId, answer_with_followup
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Cancel a follow-up"), "salesmap followup drop 1"),
    (_("See all follow-ups, the canceled ones, too"), _("salesmap followup list --status all")),
)


@app.command()
def drop_followup(
    ctx: typer.Context, id: FollowupId, format: Format = None, fields: Fields = None
) -> None:
    """Cancel a follow-up."""
    context = get_context(ctx)
    from salesmap.actions.followup import followups

    followups.drop(context.database, id)
    answer_with_followup(
        context, id, format, fields, _("Canceled follow-up {id}: {what} ({lead}).")
    )
