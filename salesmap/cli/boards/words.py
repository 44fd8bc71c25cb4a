"""Texts of a board, on a terminal and on a page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.core.i18n import ngettext
from salesmap.core.page import KpiTile, ProblemNote
from salesmap.core.table import Table
from salesmap.render.cell_format import cells, heading

if TYPE_CHECKING:
    from salesmap.reports.board.kpi_tiles import Tile


def headlines(context: AppContext, tiles: "Iterable[Tile]") -> list[KpiTile]:
    """Return the figures at the head of a board as texts."""
    found = []
    for tile in tiles:
        figure, *beside = cells(tile.rows, context.clock)[0]
        names = heads(tile.rows)[1:]
        text = " · ".join(f"{name} {each}" for name, each in zip(names, beside, strict=True))
        found.append(KpiTile(tile.title, figure or "–", text, tile.warns))
    return found


def troubles(rows: Table) -> Iterable[ProblemNote]:
    """Yield the problems that are present, with figure, threshold and first countermeasure."""
    for row, words in zip(rows.dicts(), rows.values, strict=True):
        value, threshold = words[-2:]
        figure = ngettext(
            "{value}, threshold {threshold}, {leads} lead",
            "{value}, threshold {threshold}, {leads} leads",
            row["leads"],
        ).format(value=value, threshold=threshold, leads=row["leads"])
        yield ProblemNote(row["title"], figure, next(iter(row["countermeasures"]), ""))


def heads(rows: Table) -> list[str]:
    """Return the headings of the columns."""
    return [heading(column.title or column.name) for column in rows.columns]
