"""The board on a terminal: tiles on top, panels as tables with bars."""

from collections.abc import Iterable
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from salesmap.cli.boards.panels import bars, same
from salesmap.cli.boards.words import headline, headlines, troubles
from salesmap.cli.context import AppContext
from salesmap.core.config import use_color
from salesmap.core.i18n import _
from salesmap.render.layout import Pane, panes

if TYPE_CHECKING:
    from salesmap.reports.board.board import Board
    from salesmap.reports.board.panels import Panel


def screen(context: AppContext, board: "Board", currency: str) -> str:
    """Return the board as text, as wide as the terminal; its figures are in a currency."""
    head = [(headline(each), each.warns) for each in headlines(context, board.tiles, currency)]
    return panes(
        head,
        [_pane(context, board, panel) for panel in board.panels],
        context.clock,
        get_terminal_size().columns,
        use_color(context.settings),
    )


def _pane(context: AppContext, board: "Board", panel: "Panel") -> Pane:
    rows = panel.rows.select(panel.rows.default_columns or panel.rows.names())
    lengths = bars(panel.rows, panel.bars) if panel.bars else ()
    warnings = list(_warnings(board)) if panel.key == "funnel" else []
    return Pane(
        panel.title,
        rows,
        panel.nothing,
        lengths,
        warnings,
        [*([panel.notes] if panel.notes else []), *same(context, panel)],
    )


def _warnings(board: "Board") -> Iterable[str]:
    for rows in board.troubles.values():
        for trouble in troubles(rows):
            yield _("{field}: {value}").format(field=trouble.title, value=trouble.figure) + (
                f" → {trouble.remedy}" if trouble.remedy else ""
            )
