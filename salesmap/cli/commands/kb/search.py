"""`salesmap kb search`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify, show_limited
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Search notes and map"), _("salesmap kb search price")),
    (_("All words must match"), _("salesmap kb search price round")),
)
SUPPORTS_AS_OF = True


@app.command()
def search_notes(
    ctx: typer.Context,
    text: Annotated[
        list[str], typer.Argument(metavar=_("WORD..."), help=_("Words to find; all must match."))
    ],
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Search the notes and the map."""
    from salesmap.reports.map import knowledge
    from salesmap.store.map_versions import current_map

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = knowledge.search(connection, current_map(connection), " ".join(text), context.lang)
    if not rows.values and format in (None, "table", "plain"):
        notify(_("No matches."))
        return
    show_limited(context, rows, limit, format, fields)
