"""`salesmap quote refuse`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_requests, quote_of
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify
from salesmap.core.i18n import _
from salesmap.domain.quote.vocabulary import OWN_DECISION

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Refuse the draft of quote 3"), _('salesmap quote refuse 3 --note "Too low"')),
    (_("See what was asked first"), "salesmap quote show 3"),
)


@app.command()
def refuse_quote(
    ctx: typer.Context,
    quote: QuoteRef,
    note: Annotated[str, typer.Option(metavar=_("TEXT"), click_type=FREE_TEXT, help=_("Reason."))],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Refuse the draft."""
    from salesmap.actions.quote.approvals import decide

    context = get_context(ctx)
    quote_id = quote_of(context, quote)
    decided = decide(context.database, quote_id, "refused", note)
    answer_with_requests(
        context, quote_id, decided, format, fields, _("Refused quote {name}: {amount}.")
    )
    if any(each.note == OWN_DECISION for each in decided.requests):
        notify(_("It is noted as your own decision."))
