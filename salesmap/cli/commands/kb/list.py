"""`salesmap kb list`."""

import typer

from salesmap.cli.commands.kb._shared import Problem, Stage, stage_key
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit, Product
from salesmap.cli.output import show_limited
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List all notes"), "salesmap kb list"),
    (_("List the notes on a stage"), _("salesmap kb list --stage needs")),
)
SUPPORTS_AS_OF = True


@app.command()
def list_notes(
    ctx: typer.Context,
    stage: Stage = None,
    problem: Problem = None,
    product: Product = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List notes."""
    from salesmap.reports.map import knowledge

    context = get_context(ctx)
    named = stage_key(context, stage)
    with context.read_connection() as connection:
        rows = knowledge.notes(connection, named, problem, product)
    show_limited(context, rows, limit, format, fields)
