"""What a report declares: its help, its function, its metrics and the leads behind each."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from salesmap.core.i18n import N_
from salesmap.core.table import Table
from salesmap.reports.query.report_query import ReportQuery

Drilldown = Callable[[ReportQuery], list[tuple[Any, ...]]]
"""Return the leads behind a metric as (*group, *keys of the row, lead id)."""

OF_THEIR_OWN = ("contract", "rating", "ticket")
"""The records with a customer and an owner of their own, whose filters are those of contracts."""

Notes = Callable[[ReportQuery], list[str]]
"""Return sentences on what the figures leave out, or how they came about."""

LEAD_COUNT = N_("number of leads = {leads_behind}")
VALUE_SUM = N_("sum of values (n = {leads_behind})")
AMOUNT_SUM = N_("sum of amounts (contracts: {leads_behind})")
WIN_RATE = "{won} ÷ ({won} + {lost})"
"""Formulas that several reports share."""


class Metric(NamedTuple):
    """A column of figures: what it means, how it is worked out, which leads it counts.

    `formula` names the row's columns in braces; {leads_behind} is the number of leads of the
    drill-down, {next_…} a column of the row below. `definition` and `formula` are marked with N_.
    """

    column: str
    definition: str
    formula: str
    drilldown: Drilldown


class Report(NamedTuple):
    """A report of the catalogue.

    `keys` are the columns that tell the rows apart beside the dimensions, `by` the dimensions when
    the user names none. `definitions` are the metrics under each name of `--def`, the usual one
    first, and `definition_words` says each in a few words; `metrics` are those of the usual one.
    `amounts_of` is the record whose amounts are summed: `lead`, `quote`, `contract`.
    `record` is the record whose ids the drill-downs return: `lead contract customer rating ticket`.
    `own_dimensions` are those beside the ones of leads; `metrics_by` are the metrics instead of
    the others when it is grouped by a dimension. `group_metrics` replace `metrics` in a report
    that lists leads, when it is grouped. `days_of` are the definitions that have a window of days;
    `notes` returns sentences on what is in no figure. `own_metrics` returns the metrics of a query
    where its columns depend on it.
    """

    name: str
    help: str
    run: Callable[[ReportQuery], Table]
    metrics: tuple[Metric, ...]
    keys: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    definitions: Mapping[str, tuple[Metric, ...]] = {}
    definition_words: Mapping[str, str] = {}
    group_metrics: tuple[Metric, ...] = ()
    amounts_of: str = "lead"
    record: str = "lead"
    metrics_by: Mapping[str, tuple[Metric, ...]] = {}
    own_dimensions: tuple[str, ...] = ()
    days_of: tuple[str, ...] = ()
    notes: Notes | None = None
    own_metrics: Callable[[ReportQuery], tuple[Metric, ...]] | None = None

    def answer(self, query: ReportQuery) -> tuple[Table, ReportQuery]:
        """Return the rows, and the query that gave them: by currency where it must be.

        That is where amounts would have to be added up, and some of them have no rate.
        """
        rows = self.run(query)
        has_money = any(column.kind == "money" for column in rows.columns)
        if has_money and query.scope.amounts.left_out and "currency" not in query.by:
            query = query._replace(by=(*query.by, "currency"))
            rows = self.run(query)
        return rows, query

    def metrics_for(self, query: ReportQuery) -> tuple[Metric, ...]:
        """Return the metrics that a query shows."""
        if self.own_metrics:
            return self.own_metrics(query)
        for dimension, metrics in self.metrics_by.items():
            if dimension in query.by:
                return metrics
        if query.definition:
            return self.definitions[query.definition]
        return self.group_metrics if query.by and self.group_metrics else self.metrics

    def keys_for(self, query: ReportQuery) -> tuple[str, ...]:
        """Return the columns that tell the rows of a query apart."""
        return query.by if query.by and self.group_metrics else (*query.by, *self.keys)
