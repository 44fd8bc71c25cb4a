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
    """The rows of a report, with the query that gave them; by currency where it did not ask so.

    `has_money`: the report has amounts, which explained rows do not show as such.
    """

    rows: Table
    query: "ReportQuery"
    by_currency: bool
    has_money: bool
    notes: Sequence[str]


def answer(
    query: "ReportQuery", report: "Report", comparison: str | None, *, explain: bool
) -> Answer:
    """Run a report; amounts that cannot be added up are told by currency."""
    rows, answered = report.answer(query)
    has_money = any(column.kind == "money" for column in rows.columns)
    shown = (
        _explained(answered, report, rows)
        if explain
        else _compared(answered, report, rows, comparison)
    )
    notes = report.notes(query) if report.notes else ()
    return Answer(shown, answered, answered.by != query.by, has_money, notes)


def notify_definitions(answer: Answer, report: "Report", definition: str | None) -> None:
    """Say how amounts were converted, which filters are unknown, and which definition it was."""
    query, by_currency = answer.query, answer.by_currency
    if answer.has_money and (by_currency or "currency" not in query.by):
        notify_currencies(query.scope.amounts, by_currency=by_currency)
    say_unknown(query.scope.unknown)
    if report.definitions:
        name = definition or next(iter(report.definitions))
        notify(_("Definition: {text}.").format(text=_(report.definition_words[name])))
    for note in answer.notes:
        notify(note)


def _explained(query: "ReportQuery", report: "Report", rows: Table) -> Table:
    from salesmap.reports.catalogue.explain import explain

    return explain(query, report, rows)


def _compared(query: "ReportQuery", report: "Report", rows: Table, comparison: str | None) -> Table:
    """Return the rows of a report, beside those of an earlier time if one is named."""
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
