"""`salesmap lead score`: what a lead is worth, and why."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import show, write
from salesmap.cli.references import named_lead
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Score a lead"), _("salesmap lead score harbor")),
    (_("List leads by score"), _("salesmap lead list --sort -score")),
)
SUPPORTS_AS_OF = True


@app.command()
def score_lead(
    ctx: typer.Context, lead: LeadRef, format: Format = None, fields: Fields = None
) -> None:
    """Score a lead."""
    from salesmap.render.json_text import dumps
    from salesmap.reports.lead.scores import score

    context = get_context(ctx)
    with context.read_connection() as connection:
        id = named_lead(connection, lead)
        total, rows = score(connection, id, context.clock, context.lang)
    if format == "json" and fields is None:
        write(dumps({"id": id, "score": total, "rules": rows.dicts()}))
        return
    if format in (None, "table", "plain"):
        write(_("Score of lead {id}: {score}.").format(id=id, score=total))
    show(context, rows, format, fields)
