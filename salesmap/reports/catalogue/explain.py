"""A figure down to its rows: what it means, how it comes about, and which leads are behind it; and a figure beside an earlier one."""

import json
from collections.abc import Sequence
from typing import Any

from salesmap.core.i18n import _, label
from salesmap.core.table import NUMBERS, Column, Table, columns, grouped, major
from salesmap.reports.catalogue.catalogue import Report
from salesmap.reports.catalogue.definitions import Metric
from salesmap.reports.query.report_query import ReportQuery

_COUNTS = ("int", "money")
_STAGE_WORD = "label"
(_EARLIER,) = columns("previous")
FIGURE = columns(
    "figure:text:figure_words:measure value:number:value_shown:figure definition formula leads:int lead_ids:list"
)
FIGURE_WORDS = ("figure_words", "value_shown")
"""What a figure is explained by, and the words behind the declared columns."""


def explained(query: ReportQuery, report: Report, rows: Table) -> Table:
    """A row for each figure of each row of a report: its value, definition, formula with the numbers put in, and leads."""
    names = [*rows.names(), *rows.words]
    wanted = report.keys_of(query)
    keys = [_spoken(column, names) for column in rows.columns if column.name in wanted]
    words = [column.display_column for column in keys if column.display_column]
    told = [
        {
            **{name: _word(value) for name, value in zip(names, row, strict=False)},
            **_words(rows.columns, row),
        }
        for row in rows.values
    ]
    told_next = [
        {f"next_{name}": word for name, word in following.items()} for following in (*told[1:], {})
    ][: len(told)]
    values: list[tuple[Any, ...]] = []
    for figure in report.figures_of(query):
        leads = _leads(query, figure)
        kind = next(column.kind for column in rows.columns if column.name == figure.column)
        for row, here, below in zip(rows.values, told, told_next, strict=True):
            known = dict(zip(names, row, strict=False))
            group = tuple(known[column.name] for column in keys)
            ids = leads.get(group, [])
            value = known[figure.column]
            formula = (
                _(figure.formula).format(**{**here, **below, "leads_behind": len(ids)})
                if value is not None
                else "–"
            )
            values.append(
                (
                    *group,
                    *figure_cells(figure.column, kind, value, _(figure.meaning), formula, ids),
                    *(known[word] for word in words),
                )
            )
    return Table((*keys, *FIGURE), values, words=(*FIGURE_WORDS, *words))


def _spoken(column: Column, names: Sequence[str]) -> Column:
    """A key, shown by the words for people that the row has for it."""
    return (
        column._replace(display_column=_STAGE_WORD)
        if column.name == "stage" and _STAGE_WORD in names
        else column
    )


def figure_cells(
    figure: str, kind: str, value: Any, meaning: str, formula: str, leads: Sequence[int]
) -> tuple[Any, ...]:
    """What an explained figure shows: the columns of `FIGURE`, and its words. The value is of the kind of a column."""
    shown = major(value) if kind == "money" and value is not None else value
    return (
        figure,
        shown,
        meaning,
        formula,
        len(leads),
        json.dumps(leads),
        label(figure),
        _told_value(kind, shown),
    )


def _told_value(kind: str, value: Any) -> str | None:
    """A value as it is told: with thousands apart, a ratio in per cent."""
    if value is None:
        return None
    return f"{value:.1%}" if kind == "ratio" else grouped(value)


def compared(rows: Table, earlier: Table) -> Table:
    """The rows with each number of the time before beside it, under `previous_…`. What there was only then has a row, too: nothing of it
    now."""
    names = rows.names()
    numbers = [place for place, column in enumerate(rows.columns) if column.kind in NUMBERS]
    texts = [place for place in range(len(names)) if place not in numbers]
    nothing = tuple(0 if rows.columns[place].kind in _COUNTS else None for place in numbers)

    def key(row: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(row[place] for place in texts)

    def figures(row: tuple[Any, ...] | None) -> tuple[Any, ...]:
        return tuple(row[place] for place in numbers) if row else nothing

    now, before = ({key(row): row for row in each.values} for each in (rows, earlier))
    end = len(names)
    values = [(*row[:end], *figures(before.get(key(row))), *row[end:]) for row in rows.values]
    for row in earlier.values:
        if key(row) not in now:
            none = dict(zip(numbers, nothing, strict=True))
            values.append(
                (*(none.get(place, row[place]) for place in range(end)), *figures(row), *row[end:])
            )
    added = tuple(
        Column(
            f"{_EARLIER.name}_{column.name}",
            column.kind,
            title=f"{_EARLIER.name}_{column.title}" if column.title else None,
        )
        for column in (rows.columns[place] for place in numbers)
    )
    brief = (
        (*rows.default_columns, *(column.name for column in added)) if rows.default_columns else ()
    )
    return rows._replace(columns=(*rows.columns, *added), values=values, default_columns=brief)


def _leads(query: ReportQuery, figure: Metric) -> dict[tuple[Any, ...], list[int]]:
    leads: dict[tuple[Any, ...], list[int]] = {}
    for *group, lead in figure.proof(query):
        leads.setdefault(tuple(group), []).append(lead)
    return leads


def _words(declared: Sequence[Column], row: tuple[Any, ...]) -> dict[str, str]:
    """The values of a row as they stand in a formula."""
    return {
        column.name: _shown(column, value) for column, value in zip(declared, row, strict=False)
    }


def _word(value: Any) -> str:
    return "–" if value is None else str(value)


def _shown(column: Column, value: Any) -> str:
    if value is None:
        return "–"
    if column.kind == "money":
        return f"{major(value):,}"
    if column.kind in ("ratio", "number"):
        return f"{value:.4g}"
    return str(value)
