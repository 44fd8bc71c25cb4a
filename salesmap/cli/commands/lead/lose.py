"""`salesmap lead lose`."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._shared.answers import (
    answer_with_lead,
    answer_with_leads,
    canceled_followups,
    find_leads,
)
from salesmap.cli.commands.lead._shared.options import KeepFollowups
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRefs, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Lose it to the price"), _("salesmap lead lose harbor --reason price")),
    (
        _("Say more about it"),
        _('salesmap lead lose harbor --reason competitor --note "They chose Bolt"'),
    ),
)


@app.command()
def lose_lead(
    ctx: typer.Context,
    lead: LeadRefs,
    reason: Annotated[str, typer.Option(metavar=_("TEXT"), help=_("Lost reason."))],
    note: Note = None,
    keep_followups: KeepFollowups = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Mark a lead as lost."""
    context = get_context(ctx)
    from salesmap.actions.lead import moves

    ids = find_leads(context, lead)
    canceled = moves.lose_all(context.database, ids, reason, note, keeps_followups=keep_followups)
    if len(ids) > 1:
        message = _("Marked {{count}} leads as lost ({reason}): {{names}}.").format(reason=reason)
        answer_with_leads(context, ids, format, fields, message + canceled_followups(canceled))
        return
    message = _("Marked lead {id} ({name}) as lost: {reason}.") + canceled_followups(canceled)
    answer_with_lead(context, ids[0], format, fields, message, reason=reason)
