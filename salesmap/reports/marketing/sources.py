"""Report `sources`: what became of the leads of each source, and what they cost."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from salesmap.core.folding import fold
from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns
from salesmap.reports.marketing.source_costs import Costs, costs_in, has_costs
from salesmap.reports.query.lead_drilldown import leads
from salesmap.reports.query.report import Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.winloss.overview import METRICS, overview

_SOURCE, _CURRENCY = "source", "currency"
_LEADS, _WON, _VALUE_WON = 0, 2, -1
_COLUMNS = columns(
    "cost:money::spent cost_per_lead:money cost_per_win:money return:ratio::return_on_cost"
)
_NO_LEADS = (0, 0, 0, 0, None, 0, 0)


def sources(query: ReportQuery) -> Table:
    """Return the leads of each source; with their costs, as soon as any is known.

    Costs are of whole sources: they are left out where leads are filtered, or grouped by more.
    """
    table = overview(query)
    if not _counts_costs(query):
        return table
    width = len(query.by)
    rows = [tuple(row) for row in table.values]
    present = {(*row[1:width], fold(row[0] or "")) for row in rows}
    costs = {code: _costs(query, code) for code in sorted({_currency(query), *_codes(query, rows)})}
    for code, known in costs.items():
        more = (code,) if _CURRENCY in query.by else ()
        rows += [
            (known.names[key], *more, *_NO_LEADS)
            for key in known.cents
            if (*more, key) not in present
        ]
    rows.sort(key=lambda row: tuple((word is not None, word) for word in row[:width]))
    several = _in_several_currencies(query, rows)
    values = [
        _with_cost(
            row,
            width,
            costs[row[1] if _CURRENCY in query.by else _currency(query)],
            is_split=fold(row[0] or "") in several,
        )
        for row in rows
    ]
    return table._replace(columns=(*table.columns, *_COLUMNS), values=values)


def _codes(query: ReportQuery, rows: Sequence[tuple[Any, ...]]) -> set[str]:
    """Return the currencies of the rows, where they are grouped by them."""
    return {row[1] for row in rows} if _CURRENCY in query.by else set()


def _in_several_currencies(query: ReportQuery, rows: Sequence[tuple[Any, ...]]) -> set[str]:
    """Return the sources, folded, whose leads are in rows of several currencies.

    What such a source costs for each lead can be told of no single row.
    """
    if _CURRENCY not in query.by:
        return set()
    width = len(query.by)
    counts = Counter(fold(row[0] or "") for row in rows if row[width + _LEADS])
    return {key for key, count in counts.items() if count > 1}


def _with_cost(
    row: tuple[Any, ...], width: int, costs: Costs, *, is_split: bool
) -> tuple[Any, ...]:
    figures = row[width:]
    cost = costs.cents.get(fold(row[0])) if row[0] else None
    if not cost or is_split:
        return (*row, cost, None, None, None)
    return (
        *row,
        cost,
        _each(cost, figures[_LEADS]),
        _each(cost, figures[_WON]),
        (figures[_VALUE_WON] - cost) / cost,
    )


def _each(cents: int, count: int) -> int | None:
    """Return the part of each, in hundredths, half up."""
    return (2 * cents + count) // (2 * count) if count else None


def _counts_costs(query: ReportQuery) -> bool:
    is_whole = query.by in ((_SOURCE,), (_SOURCE, _CURRENCY)) and not query.scope.filter_sql
    return is_whole and has_costs(query.connection)


def _currency(query: ReportQuery) -> str:
    return query.scope.amounts.currency


def _costs(query: ReportQuery, currency: str) -> Costs:
    return costs_in(query.connection, query.scope.since, query.scope.until, currency)


def _metrics(query: ReportQuery) -> tuple[Metric, ...]:
    return (*METRICS, *_COST_METRICS) if _counts_costs(query) else METRICS


def _notes(query: ReportQuery) -> list[str]:
    """Return sentences on the costs that are left out, or count by days."""
    if not has_costs(query.connection):
        return []
    if not _counts_costs(query):
        return [_("Costs are of whole sources: left out where leads are filtered or grouped more.")]
    costs = _costs(query, _currency(query))
    notes = []
    if costs.left_out:
        text = _("Costs in {currencies} are left out: set a rate with 'salesmap rate set'.")
        notes.append(text.format(currencies=_(", ").join(costs.left_out)))
    if _in_several_currencies(query, overview(query).values):
        notes.append(
            _("Costs for each lead are left out where leads of a source have several currencies.")
        )
    if costs.partial:
        text = _("Costs of periods that lie only partly in the time count by days: {periods}.")
        notes.append(text.format(periods=_(", ").join(costs.partial)))
    return notes


_ALL = leads()
_COST_METRICS = (
    Metric(
        "cost",
        N_("cost of the source; of a period that lies only partly in the time, by days"),
        "{cost}",
        _ALL,
    ),
    Metric("cost_per_lead", N_("cost ÷ leads created in the period"), "{cost} ÷ {leads}", _ALL),
    Metric("cost_per_win", N_("cost ÷ leads won so far"), "{cost} ÷ {won}", leads("won")),
    Metric(
        "return",
        N_("(value won so far − cost) ÷ cost"),
        "({value_won} − {cost}) ÷ {cost}",
        leads("won"),
    ),
)

REPORT = Report(
    "sources",
    N_("Lead sources: open, won and lost leads by lead source, and what they cost."),
    sources,
    METRICS,
    by=(_SOURCE,),
    notes=_notes,
    own_metrics=_metrics,
)
