"""`salesmap review points`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.filters import Mine, Owners, owners
from salesmap.cli.options import Fields, Format
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
    owner: Owners = None,
    mine: Mine = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List action items."""
    from salesmap.reports.board import action_items as review_points
    from salesmap.reports.query.scope import LeadScope

    context = get_context(ctx)
    ask = review_points.every if every else review_points.still_open
    with context.read_connection() as connection:
        scope = LeadScope(owners=owners(context, owner, mine=mine))
        rows = ask(connection, context.clock.today(), scope)
    show(context, rows, format, fields)
