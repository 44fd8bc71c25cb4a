"""`salesmap quote show`."""

from typing import Annotated

import typer

from salesmap.cli.commands.quote._shared.page import show_page
from salesmap.cli.commands.quote._shared.quotes import QUOTE_HELP, Version
from salesmap.cli.completion.names import QUOTE
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show, write
from salesmap.core.i18n import _
from salesmap.render.json_text import dumps

app = typer.Typer()
EXAMPLES = (
    (_("By its id"), "salesmap quote show 2"),
    (_("By the lead, its newest quote, as JSON"), "salesmap quote show lead:3 --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_quote(
    ctx: typer.Context,
    quote: Annotated[
        list[str],
        typer.Argument(metavar=_("QUOTE..."), click_type=QUOTE, help=QUOTE_HELP),
    ],
    version: Version = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show quotes."""
    from salesmap.reports.query.papers import find_paper
    from salesmap.reports.quote import quotes

    context = get_context(ctx)
    clock = context.clock
    with context.read_connection() as connection:
        currency = context.currency(connection)
        ids = [find_paper(connection, "quote", each).id for each in quote]
        details = [
            quotes.detail(connection, clock, currency, id, version) for id in dict.fromkeys(ids)
        ]
    if format in (None, "table", "plain") and fields is None:
        for number, detail in enumerate(details):
            if number:
                write("")
            show_page(context, detail, format)
    elif format == "json" and fields is None:
        found = [detail.as_dict() for detail in details]
        write(dumps(found if len(quote) > 1 else found[0]))
    else:
        rows = details[0].quote
        rows = rows._replace(values=[row for each in details for row in each.quote.values])
        show(context, rows, format, fields, single=len(quote) == 1)
