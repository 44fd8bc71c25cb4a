"""Texts of a board, on a terminal and on a page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesmap.cli.boards.amounts import amount, qualified
from salesmap.cli.context import AppContext
from salesmap.core.i18n import _, ngettext
from salesmap.core.page import KpiTile, ProblemNote
from salesmap.core.table import Table
from salesmap.render.cell_format import cells, heading

if TYPE_CHECKING:
    from salesmap.reports.board.kpi_tiles import Tile


def headlines(context: AppContext, tiles: "Iterable[Tile]", currency: str) -> list[KpiTile]:
    """Return the figures at the head of a board as texts, amounts in a currency."""
    found = []
    for tile in tiles:
        columns = tile.rows.columns
        figure, *beside = cells(tile.rows, context.clock)[0]
        is_amount = columns[0].kind == "money"
        text = " · ".join(
            f"{name} {amount(currency, each) if column.kind == 'money' and each else each or '–'}"
            for name, column, each in zip(heads(tile.rows)[1:], columns[1:], beside, strict=True)
        )
        title = qualified(tile.title, currency) if is_amount else tile.title
        found.append(KpiTile(title, figure or "–", text, tile.warns))
    return found


def headline(tile: KpiTile) -> str:
    """Return a figure at the head of a board as a line of text."""
    text = f"{tile.title} {tile.figure}"
    return _("{text} ({detail})").format(text=text, detail=tile.beside) if tile.beside else text


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
