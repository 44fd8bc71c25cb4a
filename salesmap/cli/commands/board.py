"""`salesmap board`: everything at a glance, at a terminal or as a page."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.boards.panels import print_panels
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.errors import NeedsTerminalError
from salesmap.cli.filters import LeadFilters, with_filters
from salesmap.cli.output import notify_currencies, write, write_file
from salesmap.core.config import is_terminal
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.reports.board.board import Board

app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (_("See the board"), "salesmap board"),
    (_("Save one owner's board as a page"), _("salesmap board --owner ann --html board.html")),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters()
def board(
    ctx: typer.Context,
    html: Annotated[
        Path | None,
        typer.Option(metavar=_("FILE"), help=_("File for a web page that works offline.")),
    ] = None,
    watch: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=86_400,
            metavar=_("SECONDS"),
            help=_("Refresh interval in seconds, until Ctrl-C."),
        ),
    ] = None,
    *,
    filters: LeadFilters,
) -> None:
    """Show the board."""
    context = get_context(ctx)
    if html is not None:
        _write(context, html, filters)
        with context.read_connection() as connection:
            notify_currencies(context.amounts(connection))
        return
    if watch is not None and not is_terminal(sys.stdout):
        raise NeedsTerminalError(option="--watch")
    if watch is not None:
        from salesmap.cli.boards.watch import watch as show_anew

        show_anew(lambda: _screen(context, filters), watch)
    elif is_terminal(sys.stdout):
        write(_screen(context, filters).rstrip("\n"))
    else:
        print_panels(context, _board(context, filters).panels)
    if watch is None:
        with context.read_connection() as connection:
            notify_currencies(context.amounts(connection))


def _board(context: AppContext, filters: LeadFilters) -> "Board":
    from salesmap.core.calendar import working_days
    from salesmap.reports.board.board import board
    from salesmap.store.map_versions import current_map

    with context.read_connection() as connection:
        return board(
            connection,
            current_map(connection),
            context.clock,
            context.lang,
            working_days(),
            None if filters.are_empty() else filters.read(context),
            filters.options(),
            context.amounts(connection),
        )


def _screen(context: AppContext, filters: LeadFilters) -> str:
    from salesmap.cli.boards.screen import screen

    return screen(context, _board(context, filters))


def _write(context: AppContext, path: Path, filters: LeadFilters) -> None:
    from salesmap.cli.boards.blocks import blocks
    from salesmap.cli.boards.words import headlines
    from salesmap.exchange.pages.board_page import page

    board = _board(context, filters)
    title = _("Sales board") + "".join(f" · {name}" for name in filters.named(context))
    subtitle = _("As of {moment}").format(
        moment=f"{context.clock.now().astimezone(context.clock.zone):%Y-%m-%d %H:%M}"
    )
    write_file(
        path,
        page(
            title, subtitle, blocks(context, board), context.lang, headlines(context, board.tiles)
        ),
    )
