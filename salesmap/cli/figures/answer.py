"""What a report answers: its rows, explained or compared, by currency where that must be."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from salesmap.cli.filters import say_unknown
from salesmap.cli.option_errors import ComparisonNeedsPeriodError
from salesmap.cli.output import notify, notify_currencies
from salesmap.core.i18n import _
from salesmap.core.table import Table

if TYPE_CHECKING:
    from salesmap.reports.query.report import Report
    from salesmap.reports.query.report_query import ReportQuery

PREVIOUS, LAST_YEAR = COMPARISONS = ("previous", "last-year")


class Answer(NamedTuple):
    """The rows of a report, with the query that gave them; by currency where it did not ask so."""

    rows: Table
    query: "ReportQuery"
    by_currency: bool
    notes: Sequence[str]


def answer(
    query: "ReportQuery", report: "Report", comparison: str | None, *, explain: bool
) -> Answer:
    """Run a report; amounts that cannot be added up are told by currency."""

    def rows_of(query: "ReportQuery") -> Table:
        return _explained(query, report) if explain else _compared(query, report, comparison)

    rows = rows_of(query)
    if _has_money(rows) and query.scope.amounts.left_out and "currency" not in query.by:
        query = query._replace(by=(*query.by, "currency"))
        return Answer(rows_of(query), query, by_currency=True, notes=_notes(query, report))
    return Answer(rows, query, by_currency=False, notes=_notes(query, report))


def _notes(query: "ReportQuery", report: "Report") -> Sequence[str]:
    return report.notes(query) if report.notes else ()


def _has_money(rows: Table) -> bool:
    return any(column.kind == "money" for column in rows.columns)


def notify_definitions(answer: Answer, report: "Report", definition: str | None) -> None:
    """Say how amounts were converted, which filters are unknown, and which definition it was."""
    query, by_currency = answer.query, answer.by_currency
    if _has_money(answer.rows) and (by_currency or "currency" not in query.by):
        notify_currencies(query.scope.amounts, by_currency=by_currency)
    say_unknown(query.scope.unknown)
    if report.definitions:
        name = definition or next(iter(report.definitions))
        notify(_("Definition: {text}.").format(text=_(report.definition_words[name])))
    for note in answer.notes:
        notify(note)


def _explained(query: "ReportQuery", report: "Report") -> Table:
    from salesmap.reports.catalogue.explain import explain

    return explain(query, report, report.run(query))


def _compared(query: "ReportQuery", report: "Report", comparison: str | None) -> Table:
    """Return the rows of a report, beside those of an earlier time if one is named."""
    rows = report.run(query)
    if comparison is None:
        return rows
    from salesmap.core.periods import Period
    from salesmap.reports.catalogue.compare import compare

    since, until = query.scope.since, query.scope.until
    if since is None or until is None:
        raise ComparisonNeedsPeriodError()
    period = Period(since, until)
    earlier = period.previous() if comparison == PREVIOUS else period.year_earlier()
    return compare(rows, report.run(query.in_period(earlier.since, earlier.until)))
