"""A review as blocks of a web page: tables, and a chart of how the open value changed."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from salesmap.cli.boards.amounts import amount, target_types
from salesmap.cli.boards.panels import block_of, with_every_number
from salesmap.cli.context import AppContext
from salesmap.core.i18n import ngettext
from salesmap.exchange.pages.movement_drawing import MovementBar, movement
from salesmap.render.cell_format import cells

if TYPE_CHECKING:
    from salesmap.core.page import Block
    from salesmap.core.table import Table
    from salesmap.reports.board.panels import Panel

_STEPS = {
    "open_before": ("came", 1), "came_in": ("came", 1), "reopened": ("came", 1), "won": ("won", -1),
    "lost": ("lost", -1), "dropped": ("lost", -1), "value_changed": ("came", 1),
    "open_after": ("came", 1),
}  # fmt: skip
"""The kinds of change that add up to the open value at the end: color, and sign."""
_TOTALS = ("open_before", "open_after")


def review_blocks(context: AppContext, panels: "Sequence[Panel]", currency: str) -> "list[Block]":
    """Return the panels as blocks; `currency` is that of their figures."""
    found = []
    for panel in panels:
        shown = with_every_number(panel)
        if panel.key == "targets":
            shown = shown._replace(rows=target_types(shown.rows, currency))
        block = block_of(context, shown, currency)
        if panel.key == "changes":
            block = block._replace(drawing=movement(list(_bars(context, panel.rows, currency))))
        found.append(block)
    return found


def _bars(context: AppContext, rows: "Table", currency: str) -> Iterable[MovementBar]:
    for row, line in zip(rows.dicts(), cells(rows, context.clock), strict=True):
        if row["what"] not in _STEPS:
            continue
        kind, sign = _STEPS[row["what"]]
        words = dict(zip(rows.names(), line, strict=True))
        leads = ngettext("{count} lead", "{count} leads", row["leads"]).format(count=words["leads"])
        yield MovementBar(
            words["what"],
            f"{leads} · {amount(currency, words['value'])}",
            sign * row["value"],
            kind,
            row["what"] in _TOTALS,
        )
