"""`salesmap ticket list`."""

from typing import Annotated

import typer

from salesmap.cli.choices import Priority
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify_cut, row_limit, show
from salesmap.core.i18n import _, glossed
from salesmap.domain.service.vocabulary import PRIORITIES, TICKET_STATES
from salesmap.domain.service.words import priority_word, ticket_word

app = typer.Typer()
EXAMPLES = (
    (_("All tickets, the newest first"), "salesmap ticket list"),
    (
        _("Those under way that missed a target"),
        "salesmap ticket list --breached --state open --state in_progress",
    ),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("status", "overdue", "search"))
def list_tickets(
    ctx: typer.Context,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            "--state",
            metavar=_("STATUS"),
            help=_("Status: {states}.").format(states=glossed(TICKET_STATES, ticket_word)),
        ),
    ] = None,
    priority: Annotated[
        list[str] | None,
        typer.Option(
            "--priority",
            metavar=_("PRIORITY"),
            click_type=Priority(),
            help=_("Priority: {known}.").format(known=glossed(PRIORITIES, priority_word)),
        ),
    ] = None,
    breached: Annotated[
        bool, typer.Option("--breached", help=_("Only those that missed a target."))
    ] = False,
    search: Annotated[
        list[str] | None,
        typer.Option(
            "--search",
            metavar=_("TEXT"),
            help=_("Text to find in tickets, their numbers, customers and contacts."),
        ),
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=_("Only those under way that missed a target."))
    ] = False,
    *,
    filters: LeadFilters,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List tickets."""
    from salesmap.reports.service import tickets
    from salesmap.reports.service.scope import ticket_scope

    context = get_context(ctx)
    most = row_limit(context, limit, format)
    with context.read_connection() as connection:
        narrowed = filters._replace(search=tuple(search or ()), is_overdue=overdue)
        scope = ticket_scope(connection, narrowed.read(context))
        found = tickets.find(
            connection,
            context.clock,
            [each for each in status or () if each != "all"],
            priority or (),
            scope,
            is_breached=breached,
            limit=most,
        )
    show(context, found.rows, format, fields)
    notify_cut(len(found.rows.values), found.total)
    say_unknown(scope.unknown)
