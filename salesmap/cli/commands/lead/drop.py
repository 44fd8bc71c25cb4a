"""`salesmap lead drop`."""

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
    (
        _("Discard a lead that was entered twice"),
        _('salesmap lead drop lakeside --note "Entered twice"'),
    ),
    (_("Discard a test by its number"), "salesmap lead drop 3"),
)


@app.command()
def drop_lead(
    ctx: typer.Context,
    lead: LeadRefs,
    note: Note = None,
    keep_followups: KeepFollowups = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Discard a lead."""
    context = get_context(ctx)
    from salesmap.actions.lead import moves

    ids = find_leads(context, lead)
    canceled = moves.drop_all(context.database, ids, note, keeps_followups=keep_followups)
    if len(ids) > 1:
        message = _("Discarded {count} leads: {names}.")
        answer_with_leads(context, ids, format, fields, message + canceled_followups(canceled))
        return
    answer_with_lead(
        context,
        ids[0],
        format,
        fields,
        _("Discarded lead {id} ({name}).") + canceled_followups(canceled),
    )
