"""The headline figures of a review, each beside that of the previous period, out of its panels."""

from collections.abc import Sequence
from typing import Any

from salesmap.core.i18n import _
from salesmap.core.table import Column, Table, columns
from salesmap.reports.board.kpi_tiles import Tile
from salesmap.reports.board.panels import Panel

_Row = dict[str, Any]


def review_tiles(panels: Sequence[Panel]) -> tuple[Tile, ...]:
    """Return the tiles: new leads, won, value won, lost, win rate, open at the end, missed."""
    by_key = {panel.key: panel.rows for panel in panels}
    moved = {row["what"]: row for row in _rows(by_key["changes"])}
    (closed,) = _rows(by_key["winrate"])
    return (
        _counted("came_in", _("New leads"), moved["came_in"]),
        _figure(_("Won leads"), columns("won:int previous:int"), closed),
        _figure(_("Value won"), columns("value_won:money previous:money"), closed),
        _figure(_("Lost leads"), columns("lost:int previous:int"), closed),
        _figure(_("Win rate"), columns("rate:ratio::win_rate previous:ratio"), closed),
        _counted("open_after", _("Open at end"), moved["open_after"]),
        _missed(by_key["promises"]),
    )


def _counted(key: str, title: str, row: _Row) -> Tile:
    """Return a tile of leads, with their value and their number in the previous period."""
    declared = columns("leads:int previous:int value:money")
    return Tile(key, title, Table(declared, [(row["leads"], row["previous_leads"], row["value"])]))


def _figure(title: str, declared: tuple[Column, ...], row: _Row) -> Tile:
    """Return a tile of the first column declared, beside that of the previous period."""
    name = declared[0].name
    return Tile(name, title, Table(declared, [(row[name], row[f"previous_{name}"])]))


def _missed(promises: Table) -> Tile:
    missed = len(promises.values)
    return Tile(
        "missed", _("Missed follow-ups"), Table(columns("count:int"), [(missed,)]), bool(missed)
    )


def _rows(table: Table) -> list[_Row]:
    """Return the rows as stored, by column."""
    return [dict(zip(table.names(), row, strict=False)) for row in table.values]
