"""`salesmap board`: everything at a glance, at a terminal or as a page."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.desk import Desk, desk_of
from salesmap.cli.options import Owner
from salesmap.cli.panels import block_of, print_panels
from salesmap.cli.screen import write
from salesmap.config import is_terminal
from salesmap.errors import Unreadable
from salesmap.i18n import _

if TYPE_CHECKING:
    from salesmap.reports.panels import Panel

_CLEAR = "\033[H\033[2J"

app = typer.Typer()
LOOKS_BACK = ("board",)


@app.command("board", help=_("Everything at a glance: KPIs, funnel, months, people, sources, what is due, who has gone quiet."))
def board(
    ctx: typer.Context,
    html: Annotated[Path | None, typer.Option(metavar=_("FILE"), help=_("Write it as one page that needs no network."))] = None,
    watch: Annotated[
        int | None, typer.Option(min=1, max=86_400, metavar=_("SECONDS"), help=_("Show it anew every so many seconds, until Ctrl-C."))
    ] = None,
    owner: Owner = None,
) -> None:
    """Show the board."""
    desk = desk_of(ctx)
    if html is not None:
        _write(desk, html, owner)
        return
    if watch is not None and not is_terminal(sys.stdout):
        raise Unreadable(_("--watch needs a terminal."))
    _print(desk, owner)
    while watch is not None:
        time.sleep(watch)
        sys.stdout.write(_CLEAR)
        _print(desk, owner)


def _panels(desk: Desk, owner: str | None) -> "list[Panel]":
    from salesmap.reports.board import board
    from salesmap.store.maps import asking, current_map
    from salesmap.working_days import working_days

    with desk.reading() as connection:
        return board(connection, current_map(asking(connection)), desk.clock, desk.lang, working_days(), owner)


def _print(desk: Desk, owner: str | None) -> None:
    print_panels(desk, _panels(desk, owner))
    if sys.stdout is not None:
        sys.stdout.flush()


def _write(desk: Desk, path: Path, owner: str | None) -> None:
    from salesmap.exchange.board_page import page

    title = _("Sales board") + (f" · {owner}" if owner else "")
    told = _("As of {moment}").format(moment=f"{desk.clock.now().astimezone(desk.clock.zone):%Y-%m-%d %H:%M}")
    write(path, page(title, told, [block_of(desk, panel) for panel in _panels(desk, owner)], desk.lang))
