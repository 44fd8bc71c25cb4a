"""`salesmap quote check`."""

import typer

from salesmap.cli.commands.quote._shared.quotes import QuoteRef, quote_of
from salesmap.cli.commands.quote.print.outputs import print_problems
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo, show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("What stands in the way of sending, and what was forgotten"), "salesmap quote check 1"),
    (_("In a script"), "salesmap quote check lead:1 --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def check_quote(
    ctx: typer.Context, quote: QuoteRef, format: Format = None, fields: Fields = None
) -> None:
    """Check the draft."""
    from salesmap.reports.quote.check import problem_table, problems

    context = get_context(ctx)
    quote_id = quote_of(context, quote, is_named=False)
    with context.read_connection() as connection:
        found = problems(connection, context.currency(connection), quote_id, context.clock)
        found += print_problems(context, connection, quote_id)
    rows = problem_table(found)
    if rows.values or format is not None or fields is not None:
        show(context, rows, format, fields)
    else:
        echo(_("Nothing stands in the way, and nothing was forgotten."))
