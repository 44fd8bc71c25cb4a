"""`salesmap quote approve`."""

import typer

from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_requests, quote_of
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.cli.output import notify
from salesmap.core.i18n import _
from salesmap.domain.quote.vocabulary import OWN_DECISION

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Approve the draft of quote 3"), "salesmap quote approve 3"),
    (_("With a remark"), _('salesmap quote approve 3 --note "For this customer only"')),
)


@app.command()
def approve_quote(
    ctx: typer.Context,
    quote: QuoteRef,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Approve the draft."""
    from salesmap.actions.quote.approvals import decide

    context = get_context(ctx)
    quote_id = quote_of(context, quote)
    decided = decide(context.database, quote_id, "approved", note)
    message = _("Approved quote {name}: {amount}.")
    answer_with_requests(context, quote_id, decided, format, fields, message)
    if any(each.note == OWN_DECISION for each in decided.requests):
        notify(_("It is noted as your own decision."))
