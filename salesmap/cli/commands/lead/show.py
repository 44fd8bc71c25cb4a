"""`salesmap lead show`."""

import typer

from salesmap.cli.context import desk_of
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import put, show
from salesmap.core.i18n import _

app = typer.Typer()
LOOKS_BACK = ("show",)


@app.command("show", help=_("One lead on one page: facts, contact, next step, timeline, days in each stage."))
def show_lead(ctx: typer.Context, lead: LeadRef, format: Format = None, fields: Fields = None) -> None:
    """Show one lead."""
    from salesmap.cli.commands.lead._detail_page import show_brief
    from salesmap.render.serialize import dumps
    from salesmap.reports.lead import leads
    from salesmap.reports.lead.detail import brief
    from salesmap.reports.query.references import lead_id

    desk = desk_of(ctx)
    with desk.reading() as connection:
        id = lead_id(connection, lead)
        if format in (None, "table", "plain") and fields is None:
            show_brief(desk, brief(connection, id, desk.clock.now(), desk.lang), format)
            return
        if format == "json" and fields is None:
            put(dumps(brief(connection, id, desk.clock.now(), desk.lang).as_dict()))
            return
        rows = leads.with_own_fields(connection, leads.one(connection, id, desk.lang), fields)
    show(desk, rows, format, fields, single=True)
