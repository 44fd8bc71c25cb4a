"""A figure down to its rows: what it means, how it comes about, and which leads are behind it; and a figure beside an earlier one."""

import json
from typing import Any

from salesmap.errors import Unreadable
from salesmap.i18n import _
from salesmap.reports.asked import Asked
from salesmap.reports.catalogue import Figure, Report
from salesmap.rows import Column, Rows, columns, major

_NUMBERS = ("int", "number", "ratio", "money")
(_EARLIER,) = columns("previous")


def explained(asked: Asked, report: Report, rows: Rows) -> Rows:
    """A row for each figure of each row of a report: its value, definition, formula with the numbers put in, and leads."""
    if not report.figures:
        raise Unreadable(_("This report is a list of leads already: there is nothing behind it."))
    values: list[tuple[Any, ...]] = []
    keys: list[Column] = []
    for figure in report.figures:
        leads = _leads(asked, figure)
        names = rows.names()
        keys = [column for column in rows.columns if column.name in (*asked.by, figure.key)]
        kind = next(column.kind for column in rows.columns if column.name == figure.column)
        for row, following in zip(rows.values, [*rows.values[1:], None], strict=True):
            known = dict(zip(names, row, strict=False))
            group = tuple(known[column.name] for column in keys)
            value = known[figure.column]
            shown = major(value) if kind == "money" and value is not None else value
            told = {column.name: _shown(column, known[column.name]) for column in rows.columns}
            if following:  # a stage's conversion is told by what the next one reached
                told |= {f"next_{column.name}": _shown(column, each) for column, each in zip(rows.columns, following, strict=False)}
            ids = leads.get(group, [])
            formula = _(figure.formula).format(**{"leads": len(ids), **told}) if value is not None else "–"
            values.append((*group, figure.column, shown, _(figure.meaning), formula, len(ids), json.dumps(ids)))
    return Rows((*keys, *columns("figure value:number::figure definition formula leads:int lead_ids:list")), values)


def compared(rows: Rows, earlier: Rows) -> Rows:
    """The rows with each number of the time before beside it, under `previous_…`."""
    names = rows.names()
    numbers = [place for place, column in enumerate(rows.columns) if column.kind in _NUMBERS]
    texts = [place for place in range(len(names)) if place not in numbers]
    before = {tuple(row[place] for place in texts): row for row in earlier.values}
    end = len(names)
    values = []
    for row in rows.values:
        past = before.get(tuple(row[place] for place in texts))
        values.append((*row[:end], *(past[place] if past else None for place in numbers), *row[end:]))
    added = tuple(Column(f"{_EARLIER.name}_{rows.columns[place].name}", rows.columns[place].kind, None, _EARLIER.name) for place in numbers)
    brief = (*rows.brief, *(column.name for column in added)) if rows.brief else ()
    return rows._replace(columns=(*rows.columns, *added), values=values, brief=brief)


def _leads(asked: Asked, figure: Figure) -> dict[tuple[Any, ...], list[int]]:
    found = figure.proof(asked) if callable(figure.proof) else asked.all(figure.proof, figure.day)
    leads: dict[tuple[Any, ...], list[int]] = {}
    for *group, lead in found:
        leads.setdefault(tuple(group), []).append(lead)
    return leads


def _shown(column: Column, value: Any) -> str:
    if value is None:
        return "–"
    if column.kind == "money":
        return f"{major(value):,}"
    if column.kind in ("ratio", "number"):
        return f"{value:.4g}"
    return str(value)
