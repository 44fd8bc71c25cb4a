"""`salesmap quote revise`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT, WordChoice
from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_quote, quote_of
from salesmap.cli.commands.quote._shared.sending import tell_canceled
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _, glossed
from salesmap.domain.quote.vocabulary import REVISION_REASONS

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("A new version for the price, and what was got for it"),
        _('salesmap quote revise 2 --why price --got "Payment in advance"'),
    ),
    (_("The scope changed"), "salesmap quote revise lead:3 --why scope"),
)


@app.command()
def revise_quote(
    ctx: typer.Context,
    quote: QuoteRef,
    why: Annotated[
        str,
        typer.Option(
            "--why",
            click_type=WordChoice(REVISION_REASONS),
            metavar=_("REASON"),
            help=_("Reason: {reasons}.").format(reasons=glossed(REVISION_REASONS)),
        ),
    ],
    got: Annotated[
        str | None,
        typer.Option(
            "--got", metavar=_("TEXT"), click_type=FREE_TEXT, help=_("What was got in return.")
        ),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Begin the next version as a draft."""
    from salesmap.actions.quote.deciding import revise

    context = get_context(ctx)
    done = revise(context.database, quote_of(context, quote), why, got)
    message = _("Version {n} of quote {{name}} is a draft.").format(n=done.n)
    answer_with_quote(context, done.quote_id, format, fields, message)
    tell_canceled(done.canceled)
