"""`--explain`: each figure of a report with its definition, its formula and the leads behind it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.core.i18n import _
from salesmap.core.table import Column, Table, columns, grouped, major
from salesmap.core.wording.headings import figure_label
from salesmap.reports.query.report import Metric, Report
from salesmap.reports.query.report_query import ReportQuery

_STAGE_LABEL = "label"
_NOTHING = "–"
FIGURE = columns(
    "figure:text:figure_words:measure value:number:value_shown:figure definition formula "
    "leads:int lead_ids:list"
)
_IDS = {
    "lead": FIGURE,
    "contract": (*FIGURE[:-2], *columns("contracts:int contract_ids:list")),
    "customer": (*FIGURE[:-2], *columns("customers:int customer_ids:list")),
    "ticket": (*FIGURE[:-2], *columns("tickets:int ticket_ids:list")),
    "rating": (*FIGURE[:-2], *columns("ratings:int rating_ids:list")),
}
"""The columns of an explained figure by the record behind it."""
FIGURE_WORDS = ("figure_words", "value_shown")
"""The columns of an explained figure, and the ones behind them that hold the words for people."""


class _Row(NamedTuple):
    """A row of a report: its values by column, its keys, and its values as formulas show them."""

    values: Mapping[str, Any]
    keys: tuple[Any, ...]
    texts: Mapping[str, str]


def explain(query: ReportQuery, report: Report, table: Table) -> Table:
    """Return a row for each figure of each row of a report's table."""
    names = [*table.names(), *table.words]
    key_columns = [
        _with_label(column, names)
        for column in table.columns
        if column.name in report.keys_for(query)
    ]
    words = [column.display_column for column in key_columns if column.display_column]
    rows = _rows(table, names, [column.name for column in key_columns])
    figures: list[tuple[Any, ...]] = []
    for metric in report.metrics_for(query):
        leads = _leads(query, metric)
        column = next(column for column in table.columns if column.name == metric.column)
        for row in rows:
            cells = _figure_cells(metric, column, row, leads.get(row.keys, []))
            figures.append((*row.keys, *cells, *(row.values[word] for word in words)))
    return Table((*key_columns, *_IDS[report.record]), figures, words=(*FIGURE_WORDS, *words))


def figure_cells(
    figure: str,
    kind: str,
    value: Any,
    definition: str,
    formula: str,
    leads: Sequence[int],
    title: str | None = None,
) -> tuple[Any, ...]:
    """Return the cells of an explained figure: those of `FIGURE`, then those of `FIGURE_WORDS`.

    `title` is what its column is headed, if that is not its name. `value` is stored as the kind of
    its column asks (money in hundredths).
    """
    shown = major(value) if kind == "money" and value is not None else value
    return (
        figure,
        shown,
        definition,
        formula,
        len(leads),
        json.dumps(leads),
        figure_label(title or figure),
        _value_text(kind, shown),
    )


def _figure_cells(
    metric: Metric, column: Column, row: _Row, leads: Sequence[int]
) -> tuple[Any, ...]:
    value = row.values[metric.column]
    formula = (
        _(metric.formula).format(**row.texts, leads_behind=len(leads))
        if value is not None
        else _NOTHING
    )
    definition = _(metric.definition)
    return figure_cells(metric.column, column.kind, value, definition, formula, leads, column.title)


def _with_label(column: Column, names: Sequence[str]) -> Column:
    """Return a key column, shown by the stage's label where the table has it."""
    if column.name == "stage" and _STAGE_LABEL in names:
        return column._replace(display_column=_STAGE_LABEL)
    return column


def _rows(table: Table, names: Sequence[str], keys: Sequence[str]) -> list[_Row]:
    """Return the rows; the texts of each hold those of the row below as `next_…`."""
    values = [dict(zip(names, row, strict=False)) for row in table.values]
    texts = [_texts(table.columns, row) for row in values]
    below: list[dict[str, str]] = [*texts[1:], {}]
    return [
        _Row(
            row,
            tuple(row[key] for key in keys),
            {**text, **{f"next_{name}": word for name, word in next_text.items()}},
        )
        for row, text, next_text in zip(values, texts, below, strict=False)
    ]


def _texts(declared: Sequence[Column], row: Mapping[str, Any]) -> dict[str, str]:
    kinds = {column.name: column.kind for column in declared}
    return {name: _formula_text(kinds.get(name, "text"), value) for name, value in row.items()}


def _formula_text(kind: str, value: Any) -> str:
    """Return a value as it stands in a formula."""
    if value is None:
        return _NOTHING
    if kind == "money":
        return f"{major(value):,}"
    if kind in ("ratio", "number"):
        return f"{value:.4g}"
    return str(value)


def _value_text(kind: str, value: Any) -> str | None:
    """Return a value as people read it: thousands apart, a ratio in per cent."""
    if value is None:
        return None
    return f"{value:.1%}" if kind == "ratio" else grouped(value)


def _leads(query: ReportQuery, metric: Metric) -> dict[tuple[Any, ...], list[int]]:
    """Return the ids of the leads behind a metric, by the keys of the row."""
    leads: dict[tuple[Any, ...], list[int]] = {}
    for *keys, lead in metric.drilldown(query):
        leads.setdefault(tuple(keys), []).append(lead)
    return leads
