"""`salesmap kpi`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.figures.explain import show_explained
from salesmap.cli.filters import Argument, LeadFilters, say_unknown, with_filters
from salesmap.cli.notices.sending import News, Notify, addresses_of, send_news
from salesmap.cli.options import Explain, Fields, Format
from salesmap.cli.output import notify_currencies, show
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table

if TYPE_CHECKING:
    from salesmap.core.clock import Clock
    from salesmap.store.connection import Connection

ALARM = 10
CHECK = "check"

app = typer.Typer()
EXAMPLES = (
    (_("See the KPIs"), "salesmap kpi"),
    (_("See the alarms of one owner"), _("salesmap kpi check --owner ann")),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(leading=Argument("[check]", _("Only KPIs with an alarm.")))
def kpi(
    ctx: typer.Context,
    *,
    filters: LeadFilters,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=_("Exit with code 10 when there is an alarm."))
    ] = False,
    explain: Explain = False,
    notify: Notify = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the KPIs."""
    from salesmap.reports.diagnosis.kpis import explained_kpis, kpis
    from salesmap.store.map_versions import current_map

    context = get_context(ctx)
    check, filters = filters.led_by(CHECK)
    with context.read_connection() as connection:
        read = current_map(connection)
        leads = filters.scope(context, connection)
        rows = kpis(
            connection,
            read,
            context.clock,
            context.lang,
            leads,
            None if check else partial(_as_of, context),
        )
        shown = (
            explained_kpis(connection, read, context.clock, context.lang, leads)
            if explain
            else rows
        )
    firing = _firing(rows)
    if check:
        keys = [row[0] for row in firing.values]
        shown = shown._replace(values=[row for row in shown.values if row[0] in keys])
    if shown.values or not check or format not in (None, "table", "plain"):
        (show_explained if explain else show)(context, shown, format, fields)
    notify_currencies(leads.amounts)
    say_unknown(leads.unknown)
    if notify is not None:
        send_news(
            context,
            News(
                "kpi",
                lambda owner: _alarms(context, filters.of_owner(owner)),
                lambda count: ngettext("{count} alarm", "{count} alarms", count).format(
                    count=count
                ),
            ),
            filters.person(context),
            addresses_of(context, notify),
        )
    if exit_code and firing.values:
        raise typer.Exit(ALARM)


def _alarms(context: AppContext, filters: LeadFilters) -> Table:
    """Return the KPIs with an alarm, of the leads that pass the filters."""
    from salesmap.reports.diagnosis.kpis import kpis
    from salesmap.store.map_versions import current_map

    with context.read_connection() as connection:
        leads = filters.scope(context, connection)
        return _firing(
            kpis(connection, current_map(connection), context.clock, context.lang, leads)
        )


def _firing(rows: Table) -> Table:
    alarm = rows.names().index("alarm")
    return rows._replace(values=[row for row in rows.values if row[alarm]])


@contextmanager
def _as_of(context: AppContext, day: date) -> "Iterator[tuple[Connection, Clock]]":
    """Yield a connection to the database as of the end of a day, with the clock of then."""
    then = context.back_at(day.isoformat())
    with then.read_connection() as connection:
        yield connection, then.clock
