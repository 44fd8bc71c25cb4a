"""The contracts behind the figures of reports, for `--explain`."""

from typing import Any

from salesmap.reports.query.report import Drilldown
from salesmap.reports.query.report_query import ReportQuery
from salesmap.store.statements import statements

_SQL = statements(__file__)


def behind(source: str, day: str, test: str = "1 = 1") -> Drilldown:
    """Return the drill-down to the contracts of a source (see `sources`) in the time."""

    def contracts(query: ReportQuery) -> list[tuple[Any, ...]]:
        sql = _SQL["behind"].replace("{source}", source).replace("{test}", test)
        return query.rows(sql, day, keys=1, today=query.clock.today().isoformat())

    return contracts


def any_of(*drilldowns: Drilldown) -> Drilldown:
    """Return the drill-down to the contracts of several, each once by the keys of its row."""

    def contracts(query: ReportQuery) -> list[tuple[Any, ...]]:
        rows = {tuple(row) for drilldown in drilldowns for row in drilldown(query)}
        return sorted(rows, key=lambda row: row[-1])

    return contracts
