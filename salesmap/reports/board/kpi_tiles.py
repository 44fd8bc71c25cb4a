"""The few figures that matter: taken from the answers that the panels of the board show, so that they agree."""

from typing import Any, NamedTuple

from salesmap.core.i18n import _
from salesmap.core.table import Column, Table, columns


class Tile(NamedTuple):
    """A figure under its title: one row, whose first column is the figure and whose others are told beside it. `warns`: somebody
    should look."""

    key: str
    title: str
    rows: Table
    warns: bool = False


def headline(
    standing: Table,
    months: Table,
    rate: Table,
    due: Table,
    watched: Table,
    hurting: int,
    today: str,
) -> tuple[Tile, ...]:
    """Open leads, won this month, win rate, what is due, alarms: of the funnel, the months, the win rate, the due list, the KPIs,
    and how many problems hurt."""
    open_ = _named(standing)[:-1]  # the last row are those won
    this = next(
        (row for row in _named(months) if row["month"] == today[:7]), {"won": 0, "value_won": 0}
    )
    (ended,) = _named(rate)
    days = [row["due_on"] for row in _named(due)]
    late = sum(day < today for day in days)
    alarms = sum(bool(row["alarm"]) for row in _named(watched))
    return (
        _tile(
            "open",
            _("Open leads"),
            columns("open:int now_value:money::value"),
            sum(row["now"] for row in open_),
            _sum(open_, "now_value"),
        ),
        _tile(
            "won",
            _("Won this month"),
            columns("won:int value_won:money::value"),
            this["won"],
            this["value_won"],
        ),
        _tile(
            "rate",
            _("Win rate, last 12 months"),
            columns("rate:ratio::win_rate won:int lost:int"),
            ended["rate"],
            ended["won"],
            ended["lost"],
        ),
        _tile(
            "due",
            _("Due today"),
            columns("due:int overdue:int"),
            late + days.count(today),
            late,
            warns=bool(late),
        ),
        _tile(
            "alarms",
            _("Alarms"),
            columns("alarms:int problems:int"),
            alarms,
            hurting,
            warns=bool(alarms),
        ),
    )


def _tile(
    key: str, title: str, declared: tuple[Column, ...], *values: Any, warns: bool = False
) -> Tile:
    return Tile(key, title, Table(declared, [values]), warns)


def _named(rows: Table) -> list[dict[str, Any]]:
    """The rows as stored, by the names of their columns."""
    names = rows.names()
    return [dict(zip(names, row, strict=False)) for row in rows.values]


def _sum(rows: list[dict[str, Any]], name: str) -> int:
    return sum(row[name] or 0 for row in rows)
