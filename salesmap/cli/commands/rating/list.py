"""`salesmap rating list`."""

from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared.scope import contract_scope
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify_cut, row_limit, show
from salesmap.core.i18n import _
from salesmap.domain.service.rating import scale_named

app = typer.Typer()
EXAMPLES = (
    (_("All ratings, the newest first"), "salesmap rating list"),
    (_("Low ones of this month"), "salesmap rating list --low --since 2026-11-01"),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("status", "overdue"))
def list_ratings(
    ctx: typer.Context,
    scale: Annotated[
        list[str] | None, typer.Option(metavar=_("SCALE"), help=_("Only on this scale."))
    ] = None,
    low: Annotated[
        bool, typer.Option("--low", help=_("Only low ones: 1 and 2 of 5, 0 to 6 of 10."))
    ] = False,
    *,
    filters: LeadFilters,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List ratings."""
    from salesmap.reports.service import ratings

    context = get_context(ctx)
    most = row_limit(context, limit, format)
    scales = [scale_named(each) for each in scale or ()]
    with context.read_connection() as connection:
        scope = contract_scope(context, connection, filters)
        found = ratings.find(connection, scope, scales, most, only_low=low)
    show(context, found.rows, format, fields)
    notify_cut(len(found.rows.values), found.total)
    say_unknown(scope.unknown)
