"""`salesmap due`: what people and cron run every morning."""

from datetime import timedelta
from typing import Annotated

import typer

from salesmap.cli.desk import desk_of
from salesmap.cli.options import Fields, Format, Owner
from salesmap.cli.screen import show
from salesmap.i18n import _

SOMETHING_IS_DUE = 10

app = typer.Typer()


@app.command("due", help=_("What is due: open follow-ups of today or earlier, oldest first. Prints nothing when nothing is due."))
def due(
    ctx: typer.Context,
    days: Annotated[int, typer.Option(min=0, max=36_500, metavar=_("N"), help=_("Look so many days ahead."))] = 0,
    owner: Owner = None,
    mine: Annotated[bool, typer.Option("--mine", help=_("Only my own."))] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=_("Leave with 10 when something is due."))] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show what is due."""
    from salesmap.reports import followups

    desk = desk_of(ctx)
    today = desk.clock.today()
    with desk.reading() as connection:
        rows = followups.due(connection, today, today + timedelta(days=days), desk.lang, desk.book.user if mine else owner)
    if rows.values or format not in (None, "table", "plain"):
        show(desk, rows, format, fields)
    if exit_code and rows.values:
        raise typer.Exit(SOMETHING_IS_DUE)
