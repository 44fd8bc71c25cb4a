"""Report `dso`: how many days of sales are outstanding."""

from datetime import date, timedelta
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.contract import figures
from salesmap.reports.contract.drilldown import any_of, behind
from salesmap.reports.contract.sources import INVOICES, PAYMENTS
from salesmap.reports.query.report import AMOUNT_SUM, Drilldown, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.store.statements import statements

_SQL = statements(__file__)
_USUAL_DAYS = 365
COLUMNS = columns("receivables:money invoiced:money days:int dso:number")


def dso(query: ReportQuery) -> Table:
    """Return (invoiced − received, to the end of the time) ÷ invoiced in the time × days.

    The last 365 days unless the query says otherwise.
    """
    since, until = _time(query)
    days = figures.days_of(since.isoformat(), until.isoformat())
    bounds: dict[str, Any] = {"begin": since.isoformat(), "end": until.isoformat()}
    invoices, received = (
        _sums(query, INVOICES, "issued_on", bounds),
        _sums(query, PAYMENTS, "paid_on", bounds),
    )
    keys = sorted(
        {*invoices, *received}, key=lambda key: [(part is not None, part) for part in key]
    )
    rows = []
    for key in keys if query.by else [()]:
        (invoiced, in_time), (came, _in_time) = invoices.get(key, (0, 0)), received.get(key, (0, 0))
        value = figures.dso(invoiced, came, in_time, days)
        shown = None if value is None else round(float(value), 2)
        rows.append((*key, invoiced - came, in_time, days, shown))
    return Table((*query.dimensions, *COLUMNS), rows)


def _time(query: ReportQuery) -> tuple[date, date]:
    until = query.scope.until or query.clock.today()
    return query.scope.since or until - timedelta(days=_USUAL_DAYS - 1), until


def _sums(
    query: ReportQuery, source: str, day: str, bounds: dict[str, Any]
) -> dict[tuple[Any, ...], tuple[int, int]]:
    sql = _SQL["sums"].replace("{source}", source).replace("{day}", day)
    keys = len(query.by)
    rows = query.at_any_time().rows(sql, day, **bounds)
    return {tuple(row[:keys]): (row[keys], row[keys + 1]) for row in rows}


def _to_the_end(source: str, day: str) -> Drilldown:
    def contracts(query: ReportQuery) -> list[tuple[Any, ...]]:
        _since, until = _time(query)
        return behind(source, day, f"l.{day} <= '{until}'")(query.at_any_time())

    return contracts


def _invoiced(query: ReportQuery) -> list[tuple[Any, ...]]:
    since, until = _time(query)
    return behind(INVOICES, "issued_on")(query.in_period(since, until))


REPORT = Report(
    "dso",
    N_("Days of sales outstanding: how long it takes until invoices are paid."),
    dso,
    (
        Metric(
            "receivables",
            N_("invoiced − received, to the end of the period"),
            AMOUNT_SUM,
            any_of(_to_the_end(INVOICES, "issued_on"), _to_the_end(PAYMENTS, "paid_on")),
        ),
        Metric(
            "invoiced",
            N_("invoiced in the period; the last 365 days by default"),
            AMOUNT_SUM,
            _invoiced,
        ),
        Metric("days", N_("days of the period"), "{days}", _invoiced),
        Metric(
            "dso",
            N_("(invoiced − received, to the end of the period) ÷ invoiced in it × its days"),
            "{receivables} ÷ {invoiced} × {days}",
            _invoiced,
        ),
    ),
    amounts_of="contract",
    record="contract",
)
