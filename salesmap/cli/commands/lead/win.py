"""`salesmap lead win`."""

import typer

from salesmap.cli.commands.lead._shared.answers import answer_with_lead, find_lead, notify_missing
from salesmap.cli.commands.lead._shared.options import Currency, Force, Value, read_amount
from salesmap.cli.commands.lead._shared.referrers import tell_thanks
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Win it at the agreed value"), _("salesmap lead win harbor --value 50k")),
    (_("Win it with a note"), _('salesmap lead win harbor --note "Signed today"')),
)


@app.command()
def win_lead(
    ctx: typer.Context,
    lead: LeadRef,
    value: Value = None,
    currency: Currency = None,
    note: Note = None,
    force: Force = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Mark a lead as won."""
    context = get_context(ctx)
    cents, written = read_amount(value, currency)
    from salesmap.actions.lead import moves

    id = find_lead(context, lead)
    lacking = moves.win(context.database, id, cents, written, note, force=force)
    notify_missing(id, lacking)
    answer_with_lead(context, id, format, fields, _("Marked lead {id} ({name}) as won."))
    tell_thanks(context, id)
