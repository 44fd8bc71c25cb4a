"""`salesmap review points`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Owner
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List open action items"), "salesmap review points"),
    (_("List all of one owner"), _("salesmap review points --all --owner ann")),
)
SUPPORTS_AS_OF = True


@app.command()
def list_points(
    ctx: typer.Context,
    every: Annotated[
        bool, typer.Option("--all", help=_("Include done and canceled action items."))
    ] = False,
    owner: Owner = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List action items."""
    from salesmap.reports.board import action_items as review_points

    context = get_context(ctx)
    ask = review_points.every if every else review_points.still_open
    with context.read_connection() as connection:
        rows = ask(connection, context.clock.today(), owner)
    show(context, rows, format, fields)
