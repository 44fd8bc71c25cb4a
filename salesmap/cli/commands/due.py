"""`salesmap due`: follow-ups due, as people and cron read them every morning."""

from datetime import date, timedelta
from functools import partial
from typing import Annotated

import click
import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.notifications import News, Notify, send_news
from salesmap.cli.options import Fields, Owner, format_option
from salesmap.cli.output import FORMATS, show, write_bytes
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table
from salesmap.domain.vocabulary import CALENDAR_PARTS

SOMETHING_IS_DUE = 10

app = typer.Typer()
EXAMPLES = (
    (_("See what is due today"), "salesmap due"),
    (_("See the coming week of one owner"), _("salesmap due --days 7 --owner ann")),
)
SUPPORTS_AS_OF = True


@app.command()
def due(
    ctx: typer.Context,
    days: Annotated[
        int, typer.Option(min=0, max=36_500, metavar=_("N"), help=_("Include the next N days."))
    ] = 0,
    owner: Owner = None,
    mine: Annotated[bool, typer.Option("--mine", help=_("Only my own."))] = False,
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
    until, whose = (
        context.clock.today() + timedelta(days=days),
        context.database.user if mine else owner,
    )
    rows = _due(context, until, whose)
    if format == "ics":
        _put_calendar(context, until, whose, as_)
    elif rows.values or format not in (None, "table", "plain"):
        show(context, rows, format, fields)
    if notify is not None:
        send_news(
            context,
            News(
                "due",
                partial(_due, context, until),
                lambda count: ngettext(
                    "{count} follow-up due", "{count} follow-ups due", count
                ).format(count=count),
            ),
            whose,
            notify,
        )
    if exit_code and rows.values:
        raise typer.Exit(SOMETHING_IS_DUE)


def _title(count: int) -> str:
    return ngettext("{count} follow-up due", "{count} follow-ups due", count).format(count=count)


def _due(context: AppContext, until: date, owner: str | None) -> Table:
    from salesmap.reports.activity import followups

    with context.read_connection() as connection:
        return followups.due(connection, context.clock.today(), until, context.lang, owner)


def _put_calendar(context: AppContext, until: date, owner: str | None, component: str) -> None:
    """Write the follow-ups as a calendar file."""
    from salesmap.exchange.exporters.calendar_feed import calendar
    from salesmap.reports.activity.calendar_feed import calendar_entries, database_uid

    with context.read_connection() as connection:
        entries = calendar_entries(connection, context.clock, until, owner)
        uid = database_uid(connection)
    write_bytes(calendar(entries, uid, component, context.clock.now()))
