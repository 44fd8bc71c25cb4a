"""Report `referrals`: who brings new leads, and what comes of them."""

from collections import Counter
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.report import LEAD_COUNT, VALUE_SUM, Drilldown, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.store.statements import statements

_SQL = statements(__file__)
_ALL, _BUYERS = "all", "buyers"
_COUNTED = {
    _ALL: "1 = 1",
    _BUYERS: "l.status = 'won'",
}
_BY_COUNTED = (
    "l.referrer_id IN (SELECT b.customer_id FROM lead b WHERE b.status <> 'dropped' AND {test})"
)
"""Leads that a customer of the definition brought."""
COLUMNS = columns(
    "customers:int referrers:int rate:ratio::referral_rate leads:int won:int "
    "win_rate:ratio value_won:money"
)


def referrals(query: ReportQuery) -> Table:
    """Return the referred leads created in the time, and the customers known by its end."""
    referred = {
        tuple(group): figures
        for *group, leads, referrers, won, lost, value in query.rows(_with_source("referred"))
        for figures in [(leads, referrers, won, lost, value)]
    }
    able: Counter[tuple[Any, ...]] = Counter()
    for group, _id in _pairs(query.rows(_with_source("referring"))) & _pairs(
        _customers(query, "able")
    ):
        able[group] += 1
    known = {tuple(group): count for *group, count in _customers(query, "customers")}
    groups = sorted(
        {*referred, *known}, key=lambda group: tuple((word is not None, word) for word in group)
    )
    rows = []
    for group in groups or ([()] if not query.by else []):
        leads, referrers, won, lost, value = referred.get(group, (0, 0, 0, 0, 0))
        customers = known.get(group, 0)
        rows.append(
            (
                *group,
                customers,
                referrers,
                share(able[group], customers),
                leads,
                won,
                share(won, won + lost),
                value,
                lost,
                able[group],
            )
        )
    return Table((*query.dimensions, *COLUMNS), rows, words=("lost", "able"))


def _with_source(name: str) -> str:
    return _SQL[name].replace("{source}", _SQL["source"])


def _customers(query: ReportQuery, name: str) -> list[tuple[Any, ...]]:
    sql = _SQL[name].replace("{is_counted}", _COUNTED[query.definition or _ALL])
    sql = sql.replace("{source_s}", _SQL["source"].removesuffix("l") + "s")
    places = ", ".join([*query.groups().expressions, "l.customer_id"])
    sql = sql.replace("{customer_groups}", places)
    return query.in_period(None, query.scope.until).rows(sql)


def _pairs(rows: list[tuple[Any, ...]]) -> set[tuple[tuple[Any, ...], int]]:
    """Return (group, customer) of rows that end with the customer."""
    return {(tuple(group), id) for *group, id in rows}


def _behind(test: str = "1 = 1") -> Drilldown:
    return lambda query: query.rows(_with_source("behind").replace("{test}", test))


def _known(query: ReportQuery) -> list[tuple[Any, ...]]:
    """Return a lead of each customer."""
    return [tuple(row) for row in _customers(query, "known")]


def _metrics(customers: str, definition: str) -> tuple[Metric, ...]:
    referred = N_("leads created in the period that a customer or a contact brought")
    return (
        Metric("customers", customers, "{customers}", _known),
        Metric(
            "referrers",
            N_("customers, and contacts without one, who brought leads in the period"),
            "{referrers}",
            _behind(),
        ),
        Metric(
            "rate",
            N_("of these customers, those who brought leads in the period ÷ customers"),
            "{able} ÷ {customers}",
            _behind(_BY_COUNTED.format(test=_COUNTED[definition].replace("l.", "b."))),
        ),
        Metric("leads", referred, LEAD_COUNT, _behind()),
        Metric("won", N_("of these, won so far"), LEAD_COUNT, _behind("l.status = 'won'")),
        Metric(
            "win_rate",
            N_("won ÷ (won + lost), of the referred leads"),
            "{won} ÷ ({won} + {lost})",
            _behind("l.status IN ('won', 'lost')"),
        ),
        Metric(
            "value_won",
            N_("value of the referred leads won so far"),
            VALUE_SUM,
            _behind("l.status = 'won'"),
        ),
    )


_OF_ALL = _metrics(N_("customers with a lead, created by the end of the period"), _ALL)
_OF_BUYERS = _metrics(N_("customers with a won lead, created by the end of the period"), _BUYERS)

REPORT = Report(
    "referrals",
    N_("Referrals: who brings new leads, and what comes of them."),
    referrals,
    _OF_ALL,
    definitions={_ALL: _OF_ALL, _BUYERS: _OF_BUYERS},
    definition_words={
        _ALL: N_("customers with a lead who brought one ÷ customers with a lead"),
        _BUYERS: N_("customers with a won lead who brought a lead ÷ customers with a won lead"),
    },
)
