"""`salesmap quote remove`."""

from typing import Annotated

import typer

from salesmap.cli.commands.quote._shared.quotes import QuoteRef, answer_with_draft, quote_of
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Remove the first line of quote 1"), "salesmap quote remove 1 1"),
    (_("By the lead, its newest quote"), "salesmap quote remove lead:1 2"),
)


@app.command()
def remove_line(
    ctx: typer.Context,
    quote: QuoteRef,
    line: Annotated[int, typer.Argument(metavar=_("LINE"), min=1, help=_("Number of the line."))],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Remove a line of the draft."""
    from salesmap.actions.quote.draft import remove_line as remove

    context = get_context(ctx)
    edited = remove(context.database, quote_of(context, quote), line)
    answer_with_draft(context, edited, format, fields)
