"""`salesmap lead show`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import show, write
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("By any part of the beginning of its name"), _("salesmap lead show harbor")),
    (_("By its number, as JSON"), "salesmap lead show 1 --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_lead(
    ctx: typer.Context, lead: LeadRef, format: Format = None, fields: Fields = None
) -> None:
    """Show one lead."""
    from salesmap.cli.commands.lead._shared.detail_page import show_brief
    from salesmap.render.serialize import dumps
    from salesmap.reports.lead import leads
    from salesmap.reports.lead.detail import lead_detail
    from salesmap.reports.query.references import lead_id

    context = get_context(ctx)
    with context.read_connection() as connection:
        id = lead_id(connection, lead)
        if format in (None, "table", "plain") and fields is None:
            show_brief(
                context, lead_detail(connection, id, context.clock.now(), context.lang), format
            )
            return
        if format == "json" and fields is None:
            write(dumps(lead_detail(connection, id, context.clock.now(), context.lang).as_dict()))
            return
        rows = leads.with_custom_fields(connection, leads.one(connection, id, context.lang), fields)
    show(context, rows, format, fields, single=True)
