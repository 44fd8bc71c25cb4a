"""Report `receivables`: the open parts of payment plans by age."""

from datetime import timedelta
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.contract.figures import BUCKETS
from salesmap.reports.contract.drilldown import any_of, behind
from salesmap.reports.contract.sources import NO_PLAN, OPEN_PARTS
from salesmap.reports.query.report import AMOUNT_SUM, Drilldown, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns("not_due:money d1_30:money d31_60:money d61_90:money over_90:money overdue:money")


def receivables(query: ReportQuery) -> Table:
    """Return what is open by age; the days of the query bound the due date."""
    found: dict[tuple[Any, ...], list[int]] = {}
    keys = len(query.by)
    sql = _SQL["receivables"].replace("{source}", OPEN_PARTS)
    for row in query.rows(sql, "due_on", **_days(query)):
        found[tuple(row[:keys])] = list(row[keys:])
    if not _is_bounded(query):
        sql = _SQL["no_plan"].replace("{source}", NO_PLAN)
        for row in query.rows(sql, "signed_on"):
            found.setdefault(tuple(row[:keys]), [0] * len(COLUMNS))[0] += row[keys]
    if not found and not query.by:
        found[()] = [0] * len(COLUMNS)
    order = sorted(found, key=lambda key: [(part is not None, part) for part in key])
    return Table((*query.dimensions, *COLUMNS), [(*key, *found[key]) for key in order])


def _days(query: ReportQuery) -> dict[str, Any]:
    """Return today, and the day before which a part is older than each age."""
    today = query.clock.today()
    return {
        "today": today.isoformat(),
        **{f"d{age}": (today - timedelta(days=age)).isoformat() for age in BUCKETS},
    }


def _is_bounded(query: ReportQuery) -> bool:
    """Return whether days bound the due date: without a plan there is none."""
    return bool(query.scope.since or query.scope.until)


def _without_plan(query: ReportQuery) -> list[tuple[Any, ...]]:
    if _is_bounded(query):
        return []
    return behind(NO_PLAN, "signed_on", "l.is_open AND l.value_cents > 0")(query)


def _behind(test: str) -> Drilldown:
    def contracts(query: ReportQuery) -> list[tuple[Any, ...]]:
        tests = test
        for name, value in _days(query).items():
            tests = tests.replace(f":{name}", f"'{value}'")
        return behind(OPEN_PARTS, "due_on", tests)(query)

    return contracts


REPORT = Report(
    "receivables",
    N_("Receivables: what is still to be paid, by how long it is overdue."),
    receivables,
    (
        Metric(
            "not_due",
            N_(
                "open parts of payment plans due today or later, or without a date, and what is "
                "open of contracts without a plan"
            ),
            AMOUNT_SUM,
            any_of(_behind("l.due_on IS NULL OR l.due_on >= :today"), _without_plan),
        ),
        Metric(
            "d1_30",
            N_("open parts overdue by 1 to 30 days"),
            AMOUNT_SUM,
            _behind("l.due_on < :today AND l.due_on >= :d30"),
        ),
        Metric(
            "d31_60",
            N_("open parts overdue by 31 to 60 days"),
            AMOUNT_SUM,
            _behind("l.due_on < :d30 AND l.due_on >= :d60"),
        ),
        Metric(
            "d61_90",
            N_("open parts overdue by 61 to 90 days"),
            AMOUNT_SUM,
            _behind("l.due_on < :d60 AND l.due_on >= :d90"),
        ),
        Metric(
            "over_90",
            N_("open parts overdue by more than 90 days"),
            AMOUNT_SUM,
            _behind("l.due_on < :d90"),
        ),
        Metric(
            "overdue",
            N_("open part of the parts due before today"),
            "{d1_30} + {d31_60} + {d61_90} + {over_90}",
            _behind("l.due_on < :today"),
        ),
    ),
    amounts_of="contract",
    record="contract",
)
