"""`salesmap kpi`: the figures that the map watches."""

from typing import Annotated

import click
import typer

from salesmap.cli.desk import desk_of
from salesmap.cli.notices import Notify, send_rows
from salesmap.cli.options import Fields, Format, Owner
from salesmap.cli.screen import show
from salesmap.i18n import _

AN_ALARM_FIRES = 10
CHECK = "check"

app = typer.Typer()
LOOKS_BACK = ("kpi",)


@app.command("kpi", help=_("The figures that the map watches, beside their thresholds and the time before; check for the alarms alone."))
def kpi(
    ctx: typer.Context,
    check: Annotated[
        str | None,
        typer.Argument(click_type=click.Choice((CHECK,)), metavar="[check]", help=_("Only those that alarm; nothing when all is well.")),
    ] = None,
    owner: Owner = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=_("Leave with 10 when an alarm fires."))] = False,
    notify: Notify = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the KPIs."""
    from salesmap.reports.kpis import kpis
    from salesmap.store.maps import asking, current_map

    desk = desk_of(ctx)
    with desk.reading() as connection:
        rows = kpis(connection, current_map(asking(connection)), desk.clock, desk.lang, owner)
    alarm = rows.names().index("alarm")
    firing = [row for row in rows.values if row[alarm]]
    if check:
        rows = rows._replace(values=firing)
    if rows.values or not check or format not in (None, "table", "plain"):
        show(desk, rows, format, fields)
    if notify is not None and firing:
        send_rows(desk, "kpi", owner, _("{count} alarms fire").format(count=len(firing)), rows._replace(values=firing), notify)
    if exit_code and firing:
        raise typer.Exit(AN_ALARM_FIRES)
