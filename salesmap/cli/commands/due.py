"""`salesmap due`: follow-ups due, as people and cron read them every morning."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import click
import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.notices.due import send_due
from salesmap.cli.notices.sending import Notify, addresses_of
from salesmap.cli.options import Fields, format_option
from salesmap.cli.output import FORMATS, notify_reader, show, write_bytes
from salesmap.cli.output import notify as tell
from salesmap.core.i18n import _
from salesmap.core.table import Table
from salesmap.domain.vocabulary import CALENDAR_PARTS

if TYPE_CHECKING:
    from salesmap.reports.query.spellings import UnknownValue

SOMETHING_IS_DUE = 10
_WEEK = 7

app = typer.Typer()
EXAMPLES = (
    (_("See what is due today"), "salesmap due"),
    (_("See the coming week of one owner"), _("salesmap due --days 7 --owner ann")),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("since", "until"))
def due(
    ctx: typer.Context,
    days: Annotated[
        int, typer.Option(min=0, max=36_500, metavar=_("N"), help=_("Include the next N days."))
    ] = 0,
    week: Annotated[bool, typer.Option("--week", help=_("Include the next 7 days."))] = False,
    *,
    filters: LeadFilters,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=_("Exit with code 10 when a follow-up is due."))
    ] = False,
    as_: Annotated[
        str,
        typer.Option(
            "--as",
            click_type=click.Choice(CALENDAR_PARTS),
            metavar="|".join(CALENDAR_PARTS),
            help=_("Type of calendar entry."),
        ),
    ] = "event",
    notify: Notify = None,
    format: Annotated[str | None, format_option((*FORMATS, "ics"))] = None,
    fields: Fields = None,
) -> None:
    """Show what is due."""
    context = get_context(ctx)
    until = context.clock.today() + timedelta(days=max(days, _WEEK if week else 0))
    notes: list[str] = []
    rows, unknown = _due(context, until, filters, notes)
    if format == "ics":
        _put_calendar(context, until, filters, as_)
    elif rows.values or format not in (None, "table", "plain"):
        show(context, rows, format, fields)
    else:
        notify_reader(_("Nothing is due."))
    for note in notes:
        tell(note)
    say_unknown(unknown)
    if notify is not None:
        send_due(
            context,
            lambda owner: _due(context, until, filters.of_owner(owner))[0],
            filters.person(context),
            addresses_of(context, notify),
        )
    if exit_code and rows.values:
        raise typer.Exit(SOMETHING_IS_DUE)


def _due(
    context: AppContext, until: date, filters: LeadFilters, notes: list[str] | None = None
) -> "tuple[Table, Sequence[UnknownValue]]":
    """Return the follow-ups due, and the values of filters that no lead has."""
    from salesmap.reports.activity.due import due

    with context.read_connection() as connection:
        scope = filters.scope(context, connection, but_owner=True)
        rows = due(connection, context.clock, until, context.lang, scope, notes)
        if filters.is_overdue:
            late = rows.names().index("days_overdue")
            rows = rows._replace(values=[row for row in rows.values if row[late]])
        return rows, scope.unknown


def _put_calendar(context: AppContext, until: date, filters: LeadFilters, component: str) -> None:
    """Write the follow-ups as a calendar file."""
    from salesmap.exchange.exporters.calendar_feed import calendar
    from salesmap.reports.activity import due
    from salesmap.reports.activity.calendar_feed import calendar_entries, database_uid

    with context.read_connection() as connection:
        scope = filters.scope(context, connection, but_owner=True)
        entries = calendar_entries(connection, context.clock, until, scope)
        entries += due.calendar_entries(connection, context.clock, until, context.lang, scope)
        uid = database_uid(connection)
    write_bytes(calendar(entries, uid, component, context.clock.now()))
