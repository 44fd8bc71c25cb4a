"""Report `rfm`: customers by recency, frequency and money of their purchases."""

from itertools import groupby
from typing import Any

from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns
from salesmap.reports.customer.purchases import CUSTOMER_COUNT, left_out, with_purchases
from salesmap.reports.customer.scores import FEWEST, bounds, end_of, scored
from salesmap.reports.query.report import Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import LeadScope
from salesmap.store.statements import statements

_SQL = statements(__file__)
_KEYS = ("rfm", "r", "f", "m")
_COLUMNS = columns("rfm r:int::recency f:int::frequency m:int::monetary customers:int value:money")


def rfm(query: ReportQuery) -> Table:
    """Return the customers and their money by their scores, the best first."""
    groups = len(query.by)
    found = _rows(query, _SQL["rfm"])
    rows = [
        (*group, _code(*scores), *scores, customers, cents)
        for group, cells in groupby(found, key=lambda row: row[:groups])
        for *scores, customers, cents in (row[groups:] for row in reversed(list(cells)))
    ]
    return Table((*query.dimensions, *_COLUMNS), rows)


def _behind(query: ReportQuery) -> list[tuple[Any, ...]]:
    return [(*row[:-4], _code(*row[-4:-1]), *row[-4:]) for row in _rows(query, _SQL["behind"])]


def _rows(query: ReportQuery, statement: str) -> list[tuple[Any, ...]]:
    sql = with_purchases(
        statement.replace("{scored}", scored("rfm", query.by)), query, by_last=True
    )
    return query.rows(sql, "closed_on", keys=3, **bounds(query.connection, end_of(query)))


def scores(query: ReportQuery, customer_id: int | None = None) -> tuple[str, dict[str, Any]]:
    """Return every customer who bought, or one, with its scores, as SQL, and its parameters.

    As in the report, there is a row for each currency where one has no rate.
    """
    by = ("currency",) if query.scope.amounts.left_out else ()
    every = query._replace(by=by, scope=LeadScope(amounts=query.scope.amounts))
    ranked = "ranked" if customer_id is None else "ranked_one"
    sql = with_purchases(scored("rfm", by, ranked), every).replace("{condition}", "")
    parameters = bounds(every.connection, every.clock.today())
    if not by:
        sql = every.scope.amounts.in_figures(sql)
    return sql, {**parameters, "customer": customer_id}


def _code(r: int, f: int, m: int) -> str:
    """Return the scores as one word: `545`."""
    return f"{r}{f}{m}"


def _notes(query: ReportQuery) -> list[str]:
    """Return how the customers are scored, and what is left out."""
    sql = with_purchases(_SQL["buyers"], query)
    ((count,),) = query._replace(by=()).rows(sql, "closed_on")
    by_bounds = _("Scored by the bounds of the map: fewer than {count} customers.")
    notes = [by_bounds.format(count=FEWEST)] if 0 < count < FEWEST else []
    if notes and (others := query.scope.amounts.left_out):
        text = _("Without a rate, {currencies} is scored by the same figures: 'salesmap rate set'.")
        notes.append(text.format(currencies=_(", ").join(others)))
    return [*notes, *left_out(query)]


REPORT = Report(
    "rfm",
    N_("RFM: customers by how recently, how often and for how much they bought."),
    rfm,
    (
        Metric(
            "customers",
            N_(
                "customers with these scores: 1 + five times the share of the customers strictly "
                "worse, at most 5; under 50 customers by the bounds of the map"
            ),
            CUSTOMER_COUNT,
            _behind,
        ),
        Metric("value", N_("money of the purchases of these customers"), "{value}", _behind),
    ),
    keys=_KEYS,
    record="customer",
    notes=_notes,
)
