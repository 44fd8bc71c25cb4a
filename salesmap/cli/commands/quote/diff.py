"""`salesmap quote diff`."""

from typing import Annotated

import typer

from salesmap.cli.commands.quote._shared.quotes import QuoteRef, quote_of
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Between the last two versions"), "salesmap quote diff 2"),
    (_("Between two versions"), "salesmap quote diff 2 1 2"),
)
SUPPORTS_AS_OF = True

One = Annotated[
    int | None, typer.Argument(metavar=_("[V]"), help=_("Version; the one before the last."))
]
Other = Annotated[int | None, typer.Argument(metavar=_("[W]"), help=_("Version; the last."))]


@app.command()
def diff_quote(
    ctx: typer.Context,
    quote: QuoteRef,
    one: One = None,
    other: Other = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show what changed between two versions."""
    from salesmap.reports.quote.diff import diff

    context = get_context(ctx)
    quote_id = quote_of(context, quote, is_named=False)
    with context.read_connection() as connection:
        rows = diff(connection, quote_id, one, other)
    show(context, rows, format, fields)
