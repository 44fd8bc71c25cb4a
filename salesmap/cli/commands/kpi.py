"""`salesmap kpi`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import click
import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.figures.explain import show_explained
from salesmap.cli.notifications import News, Notify, send_news
from salesmap.cli.options import Explain, Fields, Format, Owner
from salesmap.cli.output import show
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
def kpi(
    ctx: typer.Context,
    check: Annotated[
        str | None,
        typer.Argument(
            click_type=click.Choice((CHECK,)),
            metavar="[check]",
            help=_("Only KPIs with an alarm."),
        ),
    ] = None,
    owner: Owner = None,
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
    with context.read_connection() as connection:
        read = current_map(connection)
        rows = kpis(
            connection,
            read,
            context.clock,
            context.lang,
            owner,
            None if check else partial(_as_of, context),
        )
        shown = (
            explained_kpis(connection, read, context.clock, context.lang, owner)
            if explain
            else rows
        )
    firing = _firing(rows)
    if check:
        keys = [row[0] for row in firing.values]
        shown = shown._replace(values=[row for row in shown.values if row[0] in keys])
    if shown.values or not check or format not in (None, "table", "plain"):
        (show_explained if explain else show)(context, shown, format, fields)
    if notify is not None:
        send_news(
            context,
            News(
                "kpi",
                partial(_alarms, context),
                lambda count: ngettext("{count} alarm", "{count} alarms", count).format(
                    count=count
                ),
            ),
            owner,
            notify,
        )
    if exit_code and firing.values:
        raise typer.Exit(ALARM)


def _alarms(context: AppContext, owner: str | None) -> Table:
    """Return the KPIs with an alarm, of the leads of an owner or of all."""
    from salesmap.reports.diagnosis.kpis import kpis
    from salesmap.store.map_versions import current_map

    with context.read_connection() as connection:
        return _firing(
            kpis(connection, current_map(connection), context.clock, context.lang, owner)
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
