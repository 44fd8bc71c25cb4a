"""`salesmap board`: everything at a glance, at a terminal or as a page."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.desk import Desk, desk_of
from salesmap.cli.options import Owner
from salesmap.cli.screen import put, show, tell
from salesmap.config import is_terminal
from salesmap.errors import Unreadable
from salesmap.i18n import _

if TYPE_CHECKING:
    from salesmap.drafts import Block
    from salesmap.reports.board import Panel

_NUMBERS = {"int", "number", "ratio", "money"}
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

    with desk.reading() as connection:
        return board(connection, current_map(asking(connection)), desk.clock, desk.lang, owner)


def _print(desk: Desk, owner: str | None) -> None:
    for panel in _panels(desk, owner):
        put(panel.title)
        if panel.rows.values:
            show(desk, panel.rows, None)
            for marks in panel.marks.values():
                for mark in marks:
                    put(f"! {mark}")
        else:
            put(panel.nothing)
        put("")
    if sys.stdout is not None:
        sys.stdout.flush()


def _write(desk: Desk, path: Path, owner: str | None) -> None:
    from salesmap.exchange.board_page import page
    from salesmap.files import replacing

    title = _("Sales board") + (f" · {owner}" if owner else "")
    told = _("As of {moment}").format(moment=f"{desk.clock.now().astimezone(desk.clock.zone):%Y-%m-%d %H:%M}")
    with replacing(path) as file:
        file.write(page(title, told, [_block(desk, panel) for panel in _panels(desk, owner)], desk.lang))
    tell(_("Wrote {path}.").format(path=path))


def _block(desk: Desk, panel: "Panel") -> "Block":
    """A panel as texts, as a person reads them."""
    from salesmap.drafts import Block
    from salesmap.render.words import cells, heading

    rows = panel.rows.choose(panel.rows.brief or panel.rows.names())
    bars: tuple[float, ...] = ()
    if panel.bars:
        place = panel.rows.names().index(panel.bars)
        lengths = [max(0, row[place] or 0) for row in panel.rows.values]
        longest = max(lengths, default=0) or 1
        bars = tuple(length / longest for length in lengths)
    return Block(
        title=panel.title,
        heads=tuple(heading(column.title or column.name) for column in rows.columns),
        rows=tuple(tuple(line) for line in cells(rows, desk.clock)),
        numbers=frozenset(place for place, column in enumerate(rows.columns) if column.kind in _NUMBERS),
        bars=bars,
        marks=tuple(tuple(panel.marks.get(str(row[0]), ())) for row in panel.rows.values) if panel.marks else (),
        nothing=panel.nothing,
    )
