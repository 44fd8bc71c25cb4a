"""The tiles on top of the board, taken from the tables of its panels, so that they agree."""

from typing import Any, NamedTuple

from salesmap.core.i18n import _
from salesmap.core.table import Column, Table, columns


class Tile(NamedTuple):
    """A figure under its title: the first column of its one row, the other columns beside it."""

    key: str
    title: str
    rows: Table
    warns: bool = False


def kpi_tiles(
    funnel: Table,
    months: Table,
    winrate: Table,
    forecast: Table,
    due: Table,
    kpis: Table,
    problems: int,
    today: str,
) -> tuple[Tile, ...]:
    """Return the tiles: open leads, won this month, forecast, win rate, due today, alarms.

    The first row of `forecast` is this month, weighted. `problems` is the number of current
    problems, `today` a date in ISO form.
    """
    return (
        _open_tile(funnel),
        _won_tile(months, today[:7]),
        _forecast_tile(forecast),
        _rate_tile(winrate),
        _due_tile(due, today),
        _alarm_tile(kpis, problems),
    )


def _open_tile(funnel: Table) -> Tile:
    stages = _rows(funnel)[:-1]  # the last row are the won leads
    return _tile(
        "open",
        _("Open leads"),
        columns("open:int now_value:money::value"),
        sum(row["now"] for row in stages),
        sum(row["now_value"] or 0 for row in stages),
    )


def _won_tile(months: Table, month: str) -> Tile:
    nothing = {"won": 0, "value_won": 0}
    row = next((row for row in _rows(months) if row["month"] == month), nothing)
    return _tile(
        "won",
        _("Won this month"),
        columns("won:int value_won:money::value"),
        row["won"],
        row["value_won"],
    )


def _forecast_tile(forecast: Table) -> Tile:
    row = dict(zip([*forecast.names(), *forecast.words], forecast.values[0], strict=True))
    names = ("expected", "low", "high")
    table = Table(
        columns("expected:money:expected_shown low:money:low_shown high:money:high_shown"),
        [tuple(row[name] for name in (*names, *(f"{name}_shown" for name in names)))],
        words=tuple(f"{name}_shown" for name in names),
    )
    return Tile("forecast", _("Forecast of this month"), table)


def _rate_tile(winrate: Table) -> Tile:
    (row,) = _rows(winrate)
    return _tile(
        "rate",
        _("Win rate, last 12 months"),
        columns("rate:ratio::win_rate won:int lost:int"),
        row["rate"],
        row["won"],
        row["lost"],
    )


def _due_tile(due: Table, today: str) -> Tile:
    days = [row["due_on"] for row in _rows(due)]
    overdue = sum(day < today for day in days)
    return _tile(
        "due",
        _("Due today"),
        columns("due:int overdue:int"),
        overdue + days.count(today),
        overdue,
        warns=bool(overdue),
    )


def _alarm_tile(kpis: Table, problems: int) -> Tile:
    alarms = sum(bool(row["alarm"]) for row in _rows(kpis))
    return _tile(
        "alarms",
        _("Alarms"),
        columns("alarms:int problems:int"),
        alarms,
        problems,
        warns=bool(alarms),
    )


def _tile(
    key: str, title: str, declared: tuple[Column, ...], *values: Any, warns: bool = False
) -> Tile:
    return Tile(key, title, Table(declared, [values]), warns)


def _rows(table: Table) -> list[dict[str, Any]]:
    """Return the rows as stored, by column."""
    return [dict(zip(table.names(), row, strict=False)) for row in table.values]
