"""`salesmap lead find`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify, notify_cut, row_limit, show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Find leads by a word"), _("salesmap lead find harbor")),
    (_("Find them by a phone number"), "salesmap lead find 13900001111"),
)
SUPPORTS_AS_OF = True


@app.command()
def find_leads(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar=_("WORD..."), help=_("Words to find; all must match."))
    ],
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Find leads."""
    from salesmap.reports.lead import leads
    from salesmap.reports.query.filters import Filters

    context = get_context(ctx)
    most = row_limit(context, limit, format)
    filters = Filters(context.clock, "all", words=words)
    with context.read_connection() as connection:
        page = leads.find(connection, filters, context.lang, None, most)
        rows = leads.with_custom_fields(connection, page.rows, fields)
        if not page.total and format in (None, "table", "plain"):
            notify(_("No matches."))
            return
        show(context, rows, format, fields)
    notify_cut(len(page.rows.values), page.total)
