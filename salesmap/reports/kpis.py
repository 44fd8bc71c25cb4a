"""The figures that the map watches: each now, beside its threshold and the time before."""

import sqlite3
from datetime import date, timedelta
from typing import Any

from salesmap.clock import Clock
from salesmap.errors import Unreadable
from salesmap.i18n import _
from salesmap.process.model import KpiSpec, SalesMap
from salesmap.reports.asked import Asked
from salesmap.reports.catalogue import REPORTS
from salesmap.reports.cohort import Cohort
from salesmap.rows import Rows, columns

COLUMNS = columns(
    "kpi label:text::kpi value:number:value_shown:figure threshold:number:threshold_shown side:word alarm:yesno "
    "previous:number:previous_shown"
)
_BRIEF = ("label", "value", "threshold", "previous", "alarm")
_ROWS = "rows"


def kpis(connection: sqlite3.Connection, read: SalesMap, clock: Clock, lang: str, owner: str | None = None) -> Rows:
    """Each KPI over its last days, and over as many days before: its value (None where nothing can be said), its threshold, and
    whether it alarms. Raises Unreadable for a figure that its report has not."""
    rows = []
    for kpi in read.kpis:
        until = clock.today()
        value, kind = _measure(connection, kpi, clock, lang, owner, until)
        before = until - timedelta(days=kpi.window_days)
        # Rows are counted as they stand now: how many there were is a question for --as-of.
        earlier = None if kpi.figure == _ROWS else _measure(connection, kpi, clock, lang, owner, before)[0]
        alarm = value is not None and (value > kpi.threshold if kpi.side == "above" else value < kpi.threshold)
        shown = (_shown(each, kind) for each in (value, kpi.threshold, earlier))
        rows.append((kpi.key, kpi.label.said(lang), value, kpi.threshold, kpi.side, alarm, earlier, *shown))
    return Rows(COLUMNS, rows, _BRIEF, ("value_shown", "threshold_shown", "previous_shown"))


def _measure(
    connection: sqlite3.Connection, kpi: KpiSpec, clock: Clock, lang: str, owner: str | None, until: date
) -> tuple[float | None, str]:
    """A KPI's value in the days up to and including one, and the kind of its column."""
    cohort = Cohort(owner=owner) if kpi.figure == _ROWS else Cohort(until - timedelta(days=kpi.window_days - 1), until, owner)
    rows = REPORTS[kpi.report].ask(Asked(connection, cohort, clock, lang))
    if kpi.figure == _ROWS:
        return len(rows.values), "int"
    kinds = {column.name: column.kind for column in rows.columns}
    wanted = [kpi.figure, *(column for column, _value in kpi.where)]
    if unknown := [name for name in wanted if name not in kinds]:
        known = ", ".join([*kinds, _ROWS])
        raise Unreadable(
            _("KPI {kpi}: the report {report} has no figure {figure!r}: there are {known}.").format(
                kpi=kpi.key, report=kpi.report, figure=unknown[0], known=known
            )
        )
    names = rows.names()
    for row in rows.values:
        told: dict[str, Any] = dict(zip(names, row, strict=False))
        if all(str(told[column]) == value for column, value in kpi.where):
            value = told[kpi.figure]
            return (value / 100 if kinds[kpi.figure] == "money" and value is not None else value), kinds[kpi.figure]
    return None, kinds[kpi.figure]


def _shown(value: float | None, kind: str) -> str | None:
    if value is None:
        return None
    return f"{value:.1%}" if kind == "ratio" else f"{value:,.1f}".removesuffix(".0")
