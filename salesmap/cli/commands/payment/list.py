"""`salesmap payment list`."""

from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared.scope import contract_scope
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify_cut, row_limit, show
from salesmap.core.i18n import _, glossed
from salesmap.domain.contract.state import PART_STATES

app = typer.Typer()
EXAMPLES = (
    (_("What came, the newest first"), "salesmap payment list"),
    (_("What is overdue"), "salesmap payment list --overdue"),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("status", "overdue"))
def list_payments(
    ctx: typer.Context,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar=_("STATUS"),
            help=_("Parts of plans in this state: {states}.").format(states=glossed(PART_STATES)),
        ),
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=_("Parts of plans that are overdue."))
    ] = False,
    *,
    filters: LeadFilters,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List payments received, or those that are to come."""
    from salesmap.reports.contract import payments

    context = get_context(ctx)
    states = [*(status or ()), *(["overdue"] if overdue else [])]
    most = row_limit(context, limit, format)
    with context.read_connection() as connection:
        scope = contract_scope(context, connection, filters)
        if states:
            chosen = [each for each in states if each != "all"]
            found = payments.parts(connection, context.clock.today(), chosen, scope, most)
        else:
            found = payments.find(connection, scope, limit=most)
    show(context, found.rows, format, fields)
    notify_cut(len(found.rows.values), found.total)
    say_unknown(scope.unknown)
