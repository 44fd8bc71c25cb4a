"""Report `renewals`: contracts that ended, and how many were renewed."""

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns, major
from salesmap.reports.contract.drilldown import behind
from salesmap.reports.contract.sources import ENDED
from salesmap.reports.query.report import AMOUNT_SUM, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.store.statements import statements

_SQL = statements(__file__)
_COLUMNS = columns(
    "ended:int renewed:int rate:ratio::renewal_rate "
    "value:money rate_value:ratio::renewal_rate_by_value"
)


def renewals(query: ReportQuery) -> Table:
    """Return the contracts that ended in the time, and how many a later one continues."""
    sql = _SQL["renewals"].replace("{source}", ENDED)
    today = query.clock.today().isoformat()
    found = query.rows(sql, "ended_on", today=today)
    rows = [
        (
            *group,
            ended,
            renewed,
            share(renewed, ended),
            value,
            share(value_renewed, value),
            f"{major(value_renewed):,}",
        )
        for *group, ended, renewed, value, value_renewed in found
    ]
    return Table((*query.dimensions, *_COLUMNS), rows, words=("value_renewed",))


_ALL, _RENEWED = behind(ENDED, "ended_on"), behind(ENDED, "ended_on", "l.is_renewed")

REPORT = Report(
    "renewals",
    N_("Renewals: how many contracts that ended were renewed."),
    renewals,
    (
        Metric(
            "ended",
            N_(
                "signed contracts with an end that ended in the period, terminated ones on the day "
                "of termination"
            ),
            N_("number of contracts = {leads_behind}"),
            _ALL,
        ),
        Metric(
            "renewed",
            N_("of these, continued by a signed contract; early renewals count at the old end"),
            N_("number of contracts = {leads_behind}"),
            _RENEWED,
        ),
        Metric("rate", N_("renewed ÷ ended"), "{renewed} ÷ {ended}", _ALL),
        Metric("value", N_("amount of the contracts that ended"), AMOUNT_SUM, _ALL),
        Metric(
            "rate_value",
            N_("amount of the ended contracts that were renewed ÷ amount of all that ended"),
            "{value_renewed} ÷ {value}",
            _ALL,
        ),
    ),
    amounts_of="contract",
    record="contract",
)
