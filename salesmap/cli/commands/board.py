"""`salesmap board`: everything at a glance, at a terminal or as a page."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.boards.panels import print_panels
from salesmap.cli.context import Desk, desk_of
from salesmap.cli.options import Owner
from salesmap.cli.output import put, write
from salesmap.core.config import is_terminal
from salesmap.core.errors import Unreadable
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.reports.board.board import Board

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
    if watch is not None:
        from salesmap.cli.watch import watch as show_anew

        show_anew(lambda: _screen(desk, owner), watch)
    elif is_terminal(sys.stdout):
        put(_screen(desk, owner).rstrip("\n"))
    else:
        print_panels(desk, _board(desk, owner).panels)


def _board(desk: Desk, owner: str | None) -> "Board":
    from salesmap.core.calendar import working_days
    from salesmap.reports.board.board import board
    from salesmap.store.map_versions import asking, current_map

    with desk.reading() as connection:
        return board(connection, current_map(asking(connection)), desk.clock, desk.lang, working_days(), owner)


def _screen(desk: Desk, owner: str | None) -> str:
    from salesmap.cli.boards.screen import screen

    return screen(desk, _board(desk, owner))


def _write(desk: Desk, path: Path, owner: str | None) -> None:
    from salesmap.cli.boards.blocks import blocks
    from salesmap.cli.boards.words import headlines
    from salesmap.exchange.pages.board_page import page

    board = _board(desk, owner)
    title = _("Sales board") + (f" · {owner}" if owner else "")
    told = _("As of {moment}").format(moment=f"{desk.clock.now().astimezone(desk.clock.zone):%Y-%m-%d %H:%M}")
    write(path, page(title, told, blocks(desk, board), desk.lang, headlines(desk, board.tiles)))
