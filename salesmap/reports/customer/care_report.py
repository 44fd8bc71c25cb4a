"""Report `care`: how many customers were cared for when it was due."""

import json
from datetime import date
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.customer import care
from salesmap.reports.customer.purchases import CUSTOMER_COUNT
from salesmap.reports.query.dimensions import PERIODS
from salesmap.reports.query.report import Drilldown, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.store.clocks.in_use import is_in_use
from salesmap.store.statements import statements

_SQL = statements(__file__)
_COLUMNS = columns("due:int done:int rate:ratio::care_rate")


def care_report(query: ReportQuery) -> Table:
    """Return how often care fell due in the time, and how often it was done."""
    rows = [
        (*group, due, done, share(done, due)) for *group, due, done in _rows(query, _SQL["care"])
    ]
    return Table((*query.dimensions, *_COLUMNS), rows)


def _rows(query: ReportQuery, sql: str, keys: int = 0) -> list[tuple[Any, ...]]:
    """Run a statement over the care that fell due: visits, and what is open.

    Months and the like are those in which it fell due.
    """
    items = json.dumps([*_done(query), *_open(query)])
    periods = {name: sql.replace("{day}", "m.due_on") for name, sql in PERIODS.items()}
    return (
        query.at_any_time()._replace(own={**query.own, **periods}).rows(sql, keys=keys, items=items)
    )


def _done(query: ReportQuery) -> list[tuple[int, int, str]]:
    """Return the visits that were due, or made before, in the time."""
    since, until = _bounds(query)
    rows = query.connection.execute(
        _SQL["visits"], {"since": since.isoformat(), "until": until.isoformat()}
    )
    return [(customer, 1, day) for customer, day in rows]


def _open(query: ReportQuery) -> list[tuple[int, int, str]]:
    """Return the customers whose care fell due in the time, and is not done."""
    connection, clock = query.connection, query.clock
    if not is_in_use(connection):
        return []
    until = _bounds(query)[1]
    if not query.scope.since and not set(query.by) & set(PERIODS):
        return [(id, 0, "") for id in care.overdue_ids(connection, clock, until)]
    found = care.overdue_since(connection, clock, query.scope.since, until)
    return [(id, 0, due_on.isoformat()) for id, due_on in found]


def _bounds(query: ReportQuery) -> tuple[date, date]:
    today = query.clock.today()
    until = min(today, query.scope.until) if query.scope.until else today
    return query.scope.since or date.min, until


def _behind(test: str) -> Drilldown:
    return lambda query: _rows(query, _SQL["behind"].replace("{test}", test), keys=1)


_ALL = _behind("1 = 1")

REPORT = Report(
    "care",
    N_("Care: how many customers were cared for when it was due."),
    care_report,
    (
        Metric(
            "due",
            N_(
                "customers whose care fell due in the period, done or still open; care done early "
                "is due on its day, and what another contact moved is not due"
            ),
            CUSTOMER_COUNT,
            _ALL,
        ),
        Metric(
            "done",
            N_("of these, cared for, with nothing open"),
            CUSTOMER_COUNT,
            _behind("min(m.done) = 1"),
        ),
        Metric("rate", N_("done ÷ due"), "{done} ÷ {due}", _ALL),
    ),
    record="customer",
)
