"""Report `satisfaction`: how satisfied customers are (CSAT), and who recommends us (NPS)."""

from fractions import Fraction
from typing import Any

from salesmap.core.figures.rounding import half_up
from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.service.rating import CSAT, LOW, NPS, PROMOTER, SATISFIED, csat, nps
from salesmap.reports.query.dimensions import positions
from salesmap.reports.query.report import Drilldown, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.service.ratings import SOURCE, SQL

COLUMNS = columns(
    "scale:word n:int::answers csat:ratio nps:number mean:number low:int::low_ratings"
)
_BOUNDS = {
    "promoter": PROMOTER,
    "satisfied": SATISFIED,
    "low_csat": LOW[CSAT],
    "low_nps": LOW[NPS],
}


def satisfaction(query: ReportQuery) -> Table:
    """Return a row for each scale with the answers of the time."""
    sql = SQL["satisfaction"].replace("{source}", SOURCE)
    rows = [
        (
            *group,
            scale,
            count,
            csat(good, count) if scale == CSAT else None,
            nps(good, bad, count) if scale == NPS else None,
            half_up(Fraction(100 * total, count)) / 100,
            low,
            good,
            bad,
            total,
        )
        for *group, scale, count, good, bad, total, low in query.rows(
            sql, "rated_on", keys=1, **_BOUNDS
        )
    ]
    return Table((*query.dimensions, *COLUMNS), rows, words=("good", "bad", "total"))


def _behind(test: str = "1 = 1") -> Drilldown:
    def ratings(query: ReportQuery) -> list[tuple[Any, ...]]:
        sql = SQL["behind"].replace("{source}", SOURCE).replace("{test}", test)
        sql = sql.replace("{next}", positions(len(query.by) + 2).rpartition(", ")[2])
        return query.rows(sql, "rated_on", keys=1)

    return ratings


_ALL = _behind()

REPORT = Report(
    "satisfaction",
    N_("Satisfaction: how satisfied customers are (CSAT), and who recommends us (NPS)."),
    satisfaction,
    (
        Metric(
            "n",
            N_("ratings given in the period on the scale"),
            N_("number of ratings = {leads_behind}"),
            _ALL,
        ),
        Metric(
            "csat",
            N_("answers 4 and 5 ÷ all answers, on the scale from 1 to 5"),
            "{good} ÷ {n}",
            _behind("l.scale = 'csat5'"),
        ),
        Metric(
            "nps",
            N_(
                "share of promoters (9 and 10) − share of detractors (0 to 6), from −100 to 100, "
                "on the scale from 0 to 10"
            ),
            "100 × ({good} − {bad}) ÷ {n}",
            _behind("l.scale = 'nps'"),
        ),
        Metric("mean", N_("mean of the scores"), "{total} ÷ {n}", _ALL),
        Metric(
            "low",
            N_("low ratings: 1 and 2 of 5, or 0 to 6 of 10"),
            N_("number of ratings = {leads_behind}"),
            _behind(
                f"(l.scale = 'csat5' AND l.score <= {LOW[CSAT]} "
                f"OR l.scale = 'nps' AND l.score <= {LOW[NPS]})"
            ),
        ),
    ),
    keys=("scale",),
    record="rating",
)
