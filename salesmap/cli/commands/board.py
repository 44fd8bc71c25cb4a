"""`salesmap board`: everything at a glance, at a terminal or as a page."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.boards.panels import JSON, MARKDOWN, BoardFormat, print_panels
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.errors import NeedsTerminalError
from salesmap.cli.filters import LeadFilters, with_filters
from salesmap.cli.option_errors import ConflictingOptionsError
from salesmap.cli.output import currency_notes, echo, notify, notify_currencies, write, write_file
from salesmap.core.config import is_terminal
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.reports.board.board import Board
    from salesmap.reports.query.scope import Amounts

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
    format: BoardFormat = None,
) -> None:
    """Show the board."""
    context = get_context(ctx)
    if format and (html or watch):
        raise ConflictingOptionsError(option="--format", others=["--html", "--watch"])
    if watch is not None and html is None:
        if not is_terminal(sys.stdout):
            raise NeedsTerminalError(option="--watch")
        from salesmap.cli.boards.watch import watch as show_anew
        from salesmap.store.engine.listening import changes

        with changes(context.database) as pause:
            show_anew(lambda: _screen(context, *_board(context, filters)), watch, pause)
        return
    found, amounts = _board(context, filters)
    if html is not None:
        _write(context, html, filters, found, amounts)
    else:
        _print(context, filters, found, amounts, format)
    notify_currencies(amounts)


def _board(context: AppContext, filters: LeadFilters) -> "tuple[Board, Amounts]":
    from salesmap.core.calendar import working_days
    from salesmap.reports.board.board import board
    from salesmap.store.map_versions import current_map

    with context.read_connection() as connection:
        amounts = context.amounts(connection)
        found = board(
            connection,
            current_map(connection),
            context.clock,
            context.lang,
            working_days(),
            None if filters.are_empty() else filters.read(context),
            filters.options(),
            amounts,
        )
    return found, amounts


def _print(
    context: AppContext,
    filters: LeadFilters,
    board: "Board",
    amounts: "Amounts",
    format: str | None,
) -> None:
    """Print the board in a format: for a terminal on one, else plain."""
    format = format or ("table" if is_terminal(sys.stdout) else "plain")
    if format == JSON:
        from salesmap.cli.boards.panels import as_data

        write(as_data(board.panels))
    elif format == MARKDOWN:
        from salesmap.cli.boards.panels import as_markdown
        from salesmap.cli.boards.words import headline, headlines

        figures = [headline(tile) for tile in headlines(context, board.tiles, amounts.currency)]
        titles = _titles(context, filters)
        text = as_markdown(context, titles[0], board.panels, amounts.currency, titles[1], figures)
        for line in text.split("\n"):
            echo(line)
    elif format == "table":
        write(_screen(context, board, amounts).rstrip("\n"))
    else:
        print_panels(context, board.panels, format)
    if format in (JSON, "plain"):
        for panel in board.panels:
            if panel.cut:
                notify(f"{panel.title}: {panel.cut}")


def _screen(context: AppContext, board: "Board", amounts: "Amounts") -> str:
    from salesmap.cli.boards.screen import screen

    return screen(context, board, amounts.currency)


def _write(
    context: AppContext, path: Path, filters: LeadFilters, board: "Board", amounts: "Amounts"
) -> None:
    from salesmap.cli.boards.blocks import blocks
    from salesmap.cli.boards.words import headlines
    from salesmap.exchange.pages.board_page import page

    title, subtitle = _titles(context, filters)
    written = page(
        title,
        (subtitle, *currency_notes(amounts)),
        blocks(context, board, amounts.currency),
        context.lang,
        headlines(context, board.tiles, amounts.currency),
    )
    write_file(path, written)


def _titles(context: AppContext, filters: LeadFilters) -> tuple[str, str]:
    title = _("Sales board") + "".join(f" · {name}" for name in filters.named(context))
    moment = context.clock.now().astimezone(context.clock.zone)
    return title, _("As of {moment}").format(moment=f"{moment:%Y-%m-%d %H:%M}")
