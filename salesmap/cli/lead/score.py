"""`salesmap lead score`: what a lead is worth, and why."""

import typer

from salesmap.cli.desk import desk_of
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.screen import put, show
from salesmap.i18n import _

app = typer.Typer()
LOOKS_BACK = ("score",)


@app.command("score", help=_("What a lead is worth by the rules of the map, with every point explained."))
def score_lead(ctx: typer.Context, lead: LeadRef, format: Format = None, fields: Fields = None) -> None:
    """Score a lead."""
    from salesmap.render.data import dumps
    from salesmap.reports.references import lead_id
    from salesmap.reports.scores import score

    desk = desk_of(ctx)
    with desk.reading() as connection:
        id = lead_id(connection, lead)
        total, rows = score(connection, id, desk.clock, desk.lang)
    if format == "json" and fields is None:
        put(dumps({"id": id, "score": total, "rules": rows.dicts()}))
        return
    if format in (None, "table", "plain"):
        put(_("Lead {id} scores {score}.").format(id=id, score=total))
    show(desk, rows, format, fields)
