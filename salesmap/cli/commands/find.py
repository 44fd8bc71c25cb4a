"""`salesmap find`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify, show_limited
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Find whatever mentions a name"), _("salesmap find harbor")),
    (_("Find a phone number"), "salesmap find 13900001111"),
)
SUPPORTS_AS_OF = True


@app.command()
def find(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar=_("WORD..."), help=_("Words to find; all must match."))
    ],
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Find records."""
    from salesmap.reports.data import find as records

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = records.find(connection, " ".join(words), context.lang, context.clock)
    if not rows.values and format in (None, "table", "plain"):
        notify(_("No matches."))
        return
    show_limited(context, rows, limit, format, fields)
