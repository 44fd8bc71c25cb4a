"""Report `winrate`: won leads as a share of won and lost, by count and by value."""

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.lead_drilldown import leads
from salesmap.reports.query.report import LEAD_COUNT, VALUE_SUM, WIN_RATE, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.store.statements import statements

_SQL = statements(__file__)
_NO_LEADS = (0, 0, None, 0, 0, None)


def winrate(query: ReportQuery) -> Table:
    """Return won ÷ (won + lost) of the leads closed in the time; dropped leads count in neither.

    By the definition `created`: won ÷ all leads created in the time.
    """
    if query.definition == "created":
        return _of_created(query)
    rows = [
        (
            *group,
            won,
            lost,
            share(won, won + lost),
            value_won,
            value_lost,
            share(value_won, value_won + value_lost),
        )
        for *group, won, lost, value_won, value_lost in query.rows(_SQL["of_closed"], "closed_on")
    ]
    if not rows and not query.by:
        rows.append(_NO_LEADS)
    metrics = columns(
        "won:int lost:int rate:ratio::win_rate value_won:money value_lost:money "
        "value_rate:ratio::value_win_rate"
    )
    return Table((*query.dimensions, *metrics), rows)


def _of_created(query: ReportQuery) -> Table:
    rows = [
        (*group, won, created, share(won, created), value_won, value, share(value_won, value))
        for *group, won, created, value_won, value in query.rows(_SQL["of_created"])
    ]
    metrics = columns(
        "won:int leads:int rate:ratio::win_rate value_won:money value:money "
        "value_rate:ratio::value_win_rate"
    )
    return Table((*query.dimensions, *metrics), rows)


WON_IN_TIME = leads("won", day="closed_on")
CLOSED_IN_TIME = leads("won", "lost", day="closed_on")
_LOST_IN_TIME = leads("lost", day="closed_on")

RATE_DEFINITION = N_(
    "won ÷ (won + lost), of leads closed in the period; discarded leads do not count"
)
_OF_CLOSED = (
    Metric("won", N_("leads won in the period"), LEAD_COUNT, WON_IN_TIME),
    Metric("lost", N_("leads lost in the period"), LEAD_COUNT, _LOST_IN_TIME),
    Metric("rate", RATE_DEFINITION, WIN_RATE, CLOSED_IN_TIME),
    Metric("value_won", N_("value of the leads won in the period"), VALUE_SUM, WON_IN_TIME),
    Metric("value_lost", N_("value of the leads lost in the period"), VALUE_SUM, _LOST_IN_TIME),
    Metric(
        "value_rate",
        N_("value won ÷ (value won + value lost), of leads closed in the period"),
        "{value_won} ÷ ({value_won} + {value_lost})",
        CLOSED_IN_TIME,
    ),
)
_OF_CREATED = (
    Metric("won", N_("leads created in the period and won so far"), LEAD_COUNT, leads("won")),
    Metric(
        "leads",
        N_("leads created in the period; discarded leads do not count"),
        LEAD_COUNT,
        leads(),
    ),
    Metric(
        "rate",
        N_("won ÷ all leads created in the period; discarded leads do not count"),
        "{won} ÷ {leads}",
        leads(),
    ),
    Metric("value_won", N_("value of the leads won so far"), VALUE_SUM, leads("won")),
    Metric("value", N_("value of the leads created in the period"), VALUE_SUM, leads()),
    Metric(
        "value_rate",
        N_("value won ÷ value of all leads created in the period"),
        "{value_won} ÷ {value}",
        leads(),
    ),
)

REPORT = Report(
    "winrate",
    N_("Win rate: won leads as a share of won and lost, by count and by value."),
    winrate,
    _OF_CLOSED,
    definitions={"closed": _OF_CLOSED, "created": _OF_CREATED},
    definition_words={
        "closed": N_("won ÷ (won + lost), of leads closed in the period"),
        "created": N_("won ÷ all leads, of leads created in the period"),
    },
)
