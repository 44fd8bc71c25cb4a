"""The figures that the map watches: each now, beside its threshold and the time before."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

from salesmap.core.clock import Clock
from salesmap.core.i18n import N_, _, ngettext
from salesmap.core.table import Table, columns
from salesmap.domain.map.model import KpiSpec, SalesMap
from salesmap.reports.catalogue.catalogue import REPORTS
from salesmap.reports.catalogue.explain import explain
from salesmap.reports.errors import UnknownKpiFigureError
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import LeadScope

COLUMNS = columns(
    "kpi label:text::kpi value:number:value_shown:figure threshold:number:threshold_shown side:word alarm:yesno "
    "previous:number:previous_shown trend:word:trend_shown"
)
EXPLAINED = columns(
    "kpi label:text::kpi value:number:value_shown:figure definition formula leads:int lead_ids:list since:day until:day"
)
_BRIEF = ("label", "value", "threshold", "previous", "trend", "alarm")
_EXPLAINED_BRIEF = ("label", "value", "definition", "formula", "leads", "lead_ids")
_ROWS = "rows"
_ARROWS = {N_("rising"): "↑", N_("falling"): "↓", N_("steady"): "→"}
"""Where a figure goes: beside the time before."""

Past = Callable[[date], AbstractContextManager[tuple[sqlite3.Connection, Clock]]]
"""A look into the book as it stood at the end of a day, and what time it was then."""


def kpis(
    connection: sqlite3.Connection,
    read: SalesMap,
    clock: Clock,
    lang: str,
    owner: str | None = None,
    past: Past | None = None,
) -> Table:
    """Each KPI over its last days, and over as many days before: its value (None where nothing can be said), its threshold, whether it
    alarms, and where it goes. Rows of a report are counted as they stand: how many there were before is known by a look into the `past`
    only. Raises UsageError for a figure that its report has not."""
    rows = []
    for kpi in read.kpis:
        value, kind = _measure(_asked(connection, kpi, clock, lang, owner, clock.today()), kpi)
        before = clock.today() - timedelta(days=kpi.window_days)
        earlier = _earlier(connection, kpi, clock, lang, owner, before, past)
        alarm = value is not None and (
            value > kpi.threshold if kpi.side == "above" else value < kpi.threshold
        )
        trend = _trend(value, earlier)
        shown = (_shown(each, kind) for each in (value, kpi.threshold, earlier))
        told = (
            kpi.key,
            kpi.label.text(lang),
            value,
            kpi.threshold,
            kpi.side,
            alarm,
            earlier,
            trend,
        )
        rows.append((*told, *shown, trend and _ARROWS[trend]))
    return Table(
        COLUMNS, rows, _BRIEF, ("value_shown", "threshold_shown", "previous_shown", "trend_shown")
    )


def explained_kpis(
    connection: sqlite3.Connection,
    read: SalesMap,
    clock: Clock,
    lang: str,
    owner: str | None = None,
) -> Table:
    """Each KPI down to its leads: its definition, its formula with the numbers put in, the days that it looks at."""
    rows = []
    for kpi in read.kpis:
        query = _asked(connection, kpi, clock, lang, owner, clock.today())
        value, kind = _measure(query, kpi)
        definition, formula, leads = _proof(query, kpi)
        since, until = (
            (clock.today() - timedelta(days=kpi.window_days - 1)).isoformat(),
            clock.today().isoformat(),
        )
        days = (None, until) if kpi.figure == _ROWS else (since, until)
        told = (
            kpi.key,
            kpi.label.text(lang),
            value,
            definition,
            formula,
            len(leads),
            json.dumps(leads),
            *days,
        )
        rows.append((*told, _shown(value, kind)))
    return Table(EXPLAINED, rows, _EXPLAINED_BRIEF, ("value_shown",))


def _proof(query: ReportQuery, kpi: KpiSpec) -> tuple[str, str, list[int]]:
    """Definition, formula, leads of a KPI."""
    report = REPORTS[kpi.report]
    rows = explain(query, report, report.run(query)).dicts()
    if kpi.figure == _ROWS:
        leads = sorted({lead for row in rows for lead in row["lead_ids"]})
        return (
            _(report.help),
            ngettext("{count} row", "{count} rows", len(rows)).format(count=len(rows)),
            leads,
        )
    for row in rows:
        if row["figure"] == kpi.figure and all(
            str(row.get(column, value)) == value for column, value in kpi.where
        ):
            return row["definition"], row["formula"], row["lead_ids"]
    return _(report.help), "–", []


def _asked(
    connection: sqlite3.Connection,
    kpi: KpiSpec,
    clock: Clock,
    lang: str,
    owner: str | None,
    until: date,
) -> ReportQuery:
    """The question behind a KPI, over the days up to and including one."""
    cohort = (
        LeadScope(owner=owner)
        if kpi.figure == _ROWS
        else LeadScope(until - timedelta(days=kpi.window_days - 1), until, owner)
    )
    return ReportQuery(connection, cohort, clock, lang)


def _earlier(
    connection: sqlite3.Connection,
    kpi: KpiSpec,
    clock: Clock,
    lang: str,
    owner: str | None,
    day: date,
    past: Past | None,
) -> float | None:
    if kpi.figure != _ROWS:
        return _measure(_asked(connection, kpi, clock, lang, owner, day), kpi)[0]
    if past is None:
        return None
    with past(day) as (then, clock_then):
        return _measure(_asked(then, kpi, clock_then, lang, owner, day), kpi)[0]


def _trend(value: float | None, earlier: float | None) -> str | None:
    if value is None or earlier is None:
        return None
    rising, falling, steady = _ARROWS
    return rising if value > earlier else falling if value < earlier else steady


def _measure(query: ReportQuery, kpi: KpiSpec) -> tuple[float | None, str]:
    """A KPI's value, and the kind of its column."""
    rows = REPORTS[kpi.report].run(query)
    if kpi.figure == _ROWS:
        return len(rows.values), "int"
    kinds = {column.name: column.kind for column in rows.columns}
    wanted = [kpi.figure, *(column for column, _value in kpi.where)]
    if unknown := [name for name in wanted if name not in kinds]:
        raise UnknownKpiFigureError(unknown[0], [*kinds, _ROWS], kpi=kpi.key, report=kpi.report)
    names = rows.names()
    for row in rows.values:
        told: dict[str, Any] = dict(zip(names, row, strict=False))
        if all(str(told[column]) == value for column, value in kpi.where):
            value = told[kpi.figure]
            return (
                value / 100 if kinds[kpi.figure] == "money" and value is not None else value
            ), kinds[kpi.figure]
    return None, kinds[kpi.figure]


def _shown(value: float | None, kind: str) -> str | None:
    if value is None:
        return None
    return f"{value:.1%}" if kind == "ratio" else f"{value:,.1f}".removesuffix(".0")
