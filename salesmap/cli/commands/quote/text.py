"""`salesmap quote text`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_draft, quote_of
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import N_, _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("A sentence above the lines"), _('salesmap quote text 1 "As discussed on Monday."')),
    (_("Without a text"), 'salesmap quote text 1 ""'),
)

Text = Annotated[
    str,
    typer.Argument(
        metavar=_("TEXT"),
        click_type=FREE_TEXT,
        help=_("Text; an empty one removes it, - reads standard input."),
    ),
]


@app.command()
def set_text(
    ctx: typer.Context,
    quote: QuoteRef,
    text: Text,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Set the text on the quote."""
    from salesmap.actions.quote.draft import set_terms

    context = get_context(ctx)
    values = {"text": text or None}
    what = N_("text set on quote {}")
    edited = set_terms(context.database, quote_of(context, quote), what, values)
    answer_with_draft(context, edited, format, fields)
