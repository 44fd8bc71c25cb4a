"""`salesmap visit plan`: the round of a day."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, format_option
from salesmap.cli.options import day as read
from salesmap.cli.output import FORMATS, notify, show, write_bytes
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
EXAMPLES = (
    (_("See today's visits in order"), "salesmap visit plan --mine"),
    (_("Put tomorrow's into a calendar"), _("salesmap visit plan tomorrow --format ics")),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("since", "until"))
def plan(
    ctx: typer.Context,
    day: Annotated[
        str | None, typer.Argument(metavar=_("[DAY]"), help=_("Day; today by default."))
    ] = None,
    *,
    filters: LeadFilters,
    format: Annotated[str | None, format_option((*FORMATS, "ics"))] = None,
    fields: Fields = None,
) -> None:
    """Show the visits planned for a day."""
    from salesmap.reports.activity.calendar_feed import database_uid
    from salesmap.reports.activity.visits import day_round

    context = get_context(ctx)
    today = context.clock.today()
    when = read(context, day) or today
    with context.read_connection() as connection:
        scope = filters.scope(context, connection, but_owner=True)
        found = day_round(connection, when, scope)
        uid = database_uid(connection)
    if format == "ics":
        from salesmap.exchange.exporters.calendar_feed import calendar

        title = _("Visits on {day}").format(day=when)
        write_bytes(calendar(found.entries, uid, "event", context.clock.now(), title))
    elif found.rows.values or format not in (None, "table", "plain"):
        show(context, found.rows, format, fields)
    else:
        notify(_("No visits are planned for {day}.").format(day=when))
    if found.late and when >= today:
        text = ngettext(
            "{count} earlier visit is overdue: see 'salesmap due'.",
            "{count} earlier visits are overdue: see 'salesmap due'.",
            found.late,
        )
        notify(text.format(count=found.late))
    say_unknown(scope.unknown)
