"""`salesmap lead show`."""

from typing import TYPE_CHECKING

import typer

from salesmap.cli.commands.lead._shared.detail_page import show_brief
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Fields, Format, LeadRefs
from salesmap.cli.output import show, write
from salesmap.core.i18n import _
from salesmap.render.json_text import dumps
from salesmap.reports.lead import leads
from salesmap.reports.lead.detail import lead_detail
from salesmap.reports.query.references import lead_id

if TYPE_CHECKING:
    from salesmap.store.connection import Connection

app = typer.Typer()
EXAMPLES = (
    (_("By any part of the beginning of its name"), _("salesmap lead show harbor")),
    (_("By its number, as JSON"), "salesmap lead show 1 --format json"),
    (_("Several at once"), "salesmap lead show 1 2"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_lead(
    ctx: typer.Context, lead: LeadRefs, format: Format = None, fields: Fields = None
) -> None:
    """Show leads."""
    context = get_context(ctx)
    with context.read_connection() as connection:
        ids = list(dict.fromkeys(lead_id(connection, each) for each in lead))
        if format in (None, "table", "plain") and fields is None:
            _show_pages(context, connection, ids, format)
        elif format == "json" and fields is None:
            details = [
                lead_detail(connection, id, context.clock, context.lang).as_dict() for id in ids
            ]
            write(dumps(details if len(lead) > 1 else details[0]))
        else:
            rows = leads.some(connection, ids, context.lang)
            rows = leads.with_custom_fields(connection, rows, fields)
            show(context, rows, format, fields, single=len(lead) == 1)


def _show_pages(
    context: AppContext, connection: "Connection", ids: list[int], format: str | None
) -> None:
    for number, id in enumerate(ids):
        if number:
            write("")
        detail = lead_detail(connection, id, context.clock, context.lang)
        show_brief(context, detail, format)
