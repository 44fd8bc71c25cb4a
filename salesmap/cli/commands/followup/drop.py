"""`salesmap followup drop`."""

import typer

from salesmap.cli.commands.followup._shared import (
    FollowupRefs,
    answer_with_followups,
    find_followups,
)
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
    ctx: typer.Context, followup: FollowupRefs, format: Format = None, fields: Fields = None
) -> None:
    """Cancel a follow-up."""
    context = get_context(ctx)
    from salesmap.actions.followup import followups

    ids = find_followups(context, followup)
    followups.drop_all(context.database, ids)
    answer_with_followups(
        context, ids, format, fields, _("Canceled follow-up {id}: {what} ({lead}).")
    )
