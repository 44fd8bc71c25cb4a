"""Report `velocity`: value won per day."""

from typing import Any, NamedTuple

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns, major
from salesmap.reports.query.lead_drilldown import leads, union
from salesmap.reports.query.report import LEAD_COUNT, WIN_RATE, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order, share
from salesmap.reports.winloss.winrate import CLOSED_IN_TIME, RATE_DEFINITION, WON_IN_TIME
from salesmap.store.statements import statements

_SQL = statements(__file__)


class _Totals(NamedTuple):
    """Leads and sums of a group; the value in hundredths.

    `valued` are the won leads with a value, `timed` those with known days from creation to close.
    """

    open: int = 0
    won: int = 0
    lost: int = 0
    value: int = 0
    valued: int = 0
    days: int = 0
    timed: int = 0


def velocity(query: ReportQuery) -> Table:
    """Return open leads × win rate × mean won value ÷ mean cycle in days, per day.

    Open leads are those of now; the rest is of leads closed in the time.
    """
    totals: dict[tuple[Any, ...], _Totals] = {}
    for *group, count in query.at_any_time().rows(_SQL["open"]):
        totals[tuple(group)] = _Totals(open=count)
    for *group, won, lost, value, valued, days, timed in query.rows(_SQL["closed"], "closed_on"):
        count = totals.get(tuple(group), _Totals()).open
        totals[tuple(group)] = _Totals(count, won, lost, value, valued, days, timed)
    if not query.by:
        totals.setdefault((), _Totals())
    rows = [(*group, *_row(totals[group])) for group in in_order(totals)]
    metrics = columns("open:int win_rate:ratio mean_value:money cycle_days:number per_day:money")
    words = ("won", "lost", "value_won", "valued", "days", "timed")
    return Table((*query.dimensions, *metrics), rows, words=words)


def _row(totals: _Totals) -> tuple[Any, ...]:
    rate = share(totals.won, totals.won + totals.lost)
    mean_value = share(totals.value, totals.valued)
    cycle_days = share(totals.days, totals.timed)
    per_day = (
        totals.open * rate * mean_value / cycle_days
        if rate is not None and mean_value is not None and cycle_days
        else None
    )
    return (
        totals.open,
        rate,
        mean_value and round(mean_value),
        cycle_days,
        per_day and round(per_day),
        totals.won,
        totals.lost,
        f"{major(totals.value):,}",
        totals.valued,
        totals.days,
        totals.timed,
    )


_OPEN_NOW = leads("open", at_any_time=True)

REPORT = Report(
    "velocity",
    N_("Sales velocity: open leads × win rate × mean won value ÷ mean cycle, in value per day."),
    velocity,
    (
        Metric("open", N_("leads open now, whenever they were created"), LEAD_COUNT, _OPEN_NOW),
        Metric("win_rate", RATE_DEFINITION, WIN_RATE, CLOSED_IN_TIME),
        Metric(
            "mean_value",
            N_("value won ÷ won leads with a value, of leads won in the period"),
            "{value_won} ÷ {valued}",
            WON_IN_TIME,
        ),
        Metric(
            "cycle_days",
            N_("mean days from creation to close, of leads won in the period"),
            "{days} ÷ {timed}",
            WON_IN_TIME,
        ),
        Metric(
            "per_day",
            N_("open leads × win rate × mean won value ÷ mean cycle in days"),
            "{open} × {win_rate} × {mean_value} ÷ {cycle_days}",
            union(_OPEN_NOW, CLOSED_IN_TIME),
        ),
    ),
)
