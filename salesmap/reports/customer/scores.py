"""RFM scores and ABC classes of customers, as SQL."""

from datetime import date, timedelta
from typing import Any

from salesmap.domain.map.customer_rules import RfmRules
from salesmap.reports.query.report_query import ReportQuery
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)
FEWEST = 50
"""How many customers it takes to score them against each other."""


def scored(name: str, by: tuple[str, ...] = (), ranked: str = "ranked") -> str:
    """Return the customers with their `rfm` or `abc`, over {buyers} (see `purchases`).

    With `ranked_one`, the RFM of `:customer` alone.
    """
    apart = "currency" in by
    return (
        _SQL[name]
        .replace("{ranked}", _SQL[ranked])
        .replace("{per}", "PARTITION BY b.currency" if apart else "")
        .replace("{own}", ", o.currency" if apart else "")
        .replace("{same}", " AND b.currency = o.currency" if apart else "")
    )


def bounds(connection: Connection, end: date) -> dict[str, Any]:
    """Return the parameters of `rfm`: the bounds of the map, recency in days before the end."""
    return {"fewest": FEWEST, **_bounds(current_map(connection).rfm, end)}


def _bounds(rules: RfmRules, end: date) -> dict[str, Any]:
    recency = {
        f"r{score}": (end - timedelta(days=days)).isoformat()
        for score, days in zip((5, 4, 3, 2), rules.r, strict=True)
    }
    frequency = {f"f{score}": count for score, count in zip((2, 3, 4, 5), rules.f, strict=True)}
    money = {f"m{score}": money * 100 for score, money in zip((2, 3, 4, 5), rules.m, strict=True)}
    return {**recency, **frequency, **money}


def end_of(query: ReportQuery) -> date:
    """Return the day from which recency counts: today, or the end of a time that is over."""
    today = query.clock.today()
    return min(today, query.scope.until) if query.scope.until else today
