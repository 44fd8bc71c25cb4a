"""Report `abc`: customers by their share of the money."""

from itertools import groupby
from typing import Any

from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns, major
from salesmap.reports.customer.purchases import CUSTOMER_COUNT, left_out, with_purchases
from salesmap.reports.customer.scores import scored
from salesmap.reports.query.report import Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.store.statements import statements

_SQL = statements(__file__)
_COLUMNS = columns("class customers:int share:ratio::share_of_value value:money")


def abc(query: ReportQuery) -> Table:
    """Return the customers of each class, with their share of the money of the group."""
    groups = len(query.by)
    rows = []
    for group, cells in groupby(_rows(query, _SQL["abc"]), key=lambda row: row[:groups]):
        classes = [row[groups:] for row in cells]
        total = sum(cents for _class, _customers, cents in classes)
        rows += [
            (*group, name, customers, share(cents, total), cents, f"{major(total):,}")
            for name, customers, cents in classes
        ]
    return Table((*query.dimensions, *_COLUMNS), rows, words=("total",))


def _behind(query: ReportQuery) -> list[tuple[Any, ...]]:
    return _rows(query, _SQL["behind"])


def _rows(query: ReportQuery, statement: str) -> list[tuple[Any, ...]]:
    sql = with_purchases(
        statement.replace("{classed}", scored("abc", query.by)), query, by_last=True
    )
    return query.rows(sql, "closed_on", keys=1)


def _notes(query: ReportQuery) -> list[str]:
    """Return whether there is no money to tell classes by, and what is left out."""
    overall = query._replace(by=())
    ((buyers, cents),) = overall.rows(with_purchases(_SQL["money"], overall), "closed_on")
    notes = [_("No purchase has a value: every customer is in class A.")]
    return [*(notes if buyers and not cents else ()), *left_out(query)]


REPORT = Report(
    "abc",
    N_("ABC: customers by their share of the money."),
    abc,
    (
        Metric(
            "customers",
            N_(
                "customers by descending money: A while the sum before is below 80%, B below 95%, "
                "else C"
            ),
            CUSTOMER_COUNT,
            _behind,
        ),
        Metric(
            "share", N_("money of the class ÷ money of all classes"), "{value} ÷ {total}", _behind
        ),
        Metric("value", N_("money of the purchases of these customers"), "{value}", _behind),
    ),
    keys=("class",),
    record="customer",
    notes=_notes,
)
