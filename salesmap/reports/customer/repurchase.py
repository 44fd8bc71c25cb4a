"""Report `repurchase`: how many customers bought again."""

from datetime import timedelta
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.customer.purchases import CUSTOMER_COUNT, left_out, with_purchases
from salesmap.reports.query.report import Drilldown, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.store.engine.sql_dates import days_after
from salesmap.store.statements import statements

_SQL = statements(__file__)
_USUAL_DAYS = 180
_WINDOW, _ORDERS = "window", "orders"
_COLUMNS = columns(
    "customers:int repeat:int::bought_again rate:ratio::repurchase_rate purchases:int"
)


def repurchase(query: ReportQuery) -> Table:
    """Return the customers of the time and those who bought again.

    By `customers`, who bought on another day; by `window`, whose second purchase came within the
    days after a first one that is older; by `orders`, purchases beside the first ones.
    """
    rows = []
    for *group, customers, repeat, purchases in _rows(query, _SQL["repurchase"]):
        again, whole = (repeat, customers)
        if query.definition == _ORDERS:
            again, whole = (purchases - customers, purchases)
        rows.append((*group, customers, again, share(again, whole), purchases))
    return Table((*query.dimensions, *_COLUMNS), rows)


def _rows(query: ReportQuery, sql: str) -> list[tuple[Any, ...]]:
    """Run a statement over the customers `b` that a definition counts."""
    is_counted, is_repeat = "1 = 1", "b.purchases > 1"
    bounds: dict[str, Any] = {}
    if query.definition == _WINDOW:
        is_counted, is_repeat = _SQL["is_old"], _SQL["is_soon"]
        days = query.days if query.days is not None else _USUAL_DAYS
        since, until = query.scope.since, query.scope.until
        bounds = {
            "days": days,
            "before": (query.clock.today() - timedelta(days=days)).isoformat(),
            "first_since": since.isoformat() if since else None,
            "first_until": until.isoformat() if until else None,
        }
        query = query.at_any_time()
    filled = sql.replace("{is_counted}", is_counted).replace("{is_repeat}", is_repeat)
    filled = filled.replace("{last_day}", days_after("b.first_on", ":days"))
    return query.rows(with_purchases(filled, query), "closed_on", **bounds)


def _customers(test: str = "1 = 1") -> Drilldown:
    return lambda query: _rows(query, _SQL["behind"].replace("{test}", test))


_ALL, _REPEAT = _customers(), _customers("{is_repeat}")


def _metrics(customers: str, repeat: Metric, rate: str, formula: str) -> tuple[Metric, ...]:
    return (
        Metric("customers", customers, CUSTOMER_COUNT, _ALL),
        repeat,
        Metric("rate", rate, formula, _ALL),
        Metric(
            "purchases",
            N_("purchases of these customers: won leads, those of a day as one"),
            "{purchases}",
            _ALL,
        ),
    )


_RATE = "{repeat} ÷ {customers}"
_OF_CUSTOMERS = _metrics(
    N_("customers with a purchase in the period"),
    Metric("repeat", N_("of these, with purchases on several days"), CUSTOMER_COUNT, _REPEAT),
    N_("customers with two purchases or more ÷ customers with a purchase"),
    _RATE,
)
_IN_WINDOW = _metrics(
    N_("customers whose first purchase lies in the period and whose days since then are over"),
    Metric(
        "repeat", N_("of these, with a second purchase within the days"), CUSTOMER_COUNT, _REPEAT
    ),
    N_("second purchase within the days ÷ first purchases that are older than the days"),
    _RATE,
)
_OF_ORDERS = _metrics(
    N_("customers with a purchase in the period: each has one first purchase"),
    Metric("repeat", N_("purchases after the first"), "{purchases} − {customers}", _REPEAT),
    N_("(purchases − first purchases) ÷ purchases"),
    "({purchases} − {customers}) ÷ {purchases}",
)

REPORT = Report(
    "repurchase",
    N_("Repurchase: how many customers bought again."),
    repurchase,
    _OF_CUSTOMERS,
    definitions={"customers": _OF_CUSTOMERS, _WINDOW: _IN_WINDOW, _ORDERS: _OF_ORDERS},
    definition_words={
        "customers": N_("customers with two purchases or more ÷ customers with a purchase"),
        _WINDOW: N_(
            "second purchase within the days (--days, 180 unless given) ÷ first purchases older "
            "than the days"
        ),
        _ORDERS: N_("(purchases − first purchases) ÷ purchases"),
    },
    record="customer",
    days_of=(_WINDOW,),
    notes=left_out,
)
