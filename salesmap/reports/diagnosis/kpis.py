"""The KPIs of the map: figures of reports, each beside its threshold and its previous value."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.i18n import N_, _, ngettext
from salesmap.core.table import Table, columns
from salesmap.domain.map.model import KpiSpec, SalesMap
from salesmap.reports.catalogue.catalogue import REPORTS
from salesmap.reports.catalogue.explain import explain
from salesmap.reports.errors import UnknownKpiFigureError
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.clocks.in_use import is_in_use
from salesmap.store.connection import Connection

COLUMNS = columns(
    "kpi label:text::kpi value:number:value_shown:figure threshold:number:threshold_shown "
    "side:word alarm:yesno previous:number:previous_shown trend:word:trend_shown"
)
EXPLAINED = columns(
    "kpi label:text::kpi value:number:value_shown:figure definition formula leads:int "
    "lead_ids:list since:day until:day"
)
_DEFAULT_COLUMNS = ("label", "value", "threshold", "previous", "trend", "alarm")
_EXPLAINED_COLUMNS = ("label", "value", "definition", "formula", "leads", "lead_ids")
_WORDS = ("value_shown", "threshold_shown", "previous_shown", "trend_shown")
_ROWS = "rows"
"""The figure of a KPI that counts the rows of its report, which are those of now."""
_KEPT: Mapping[str, Callable[[Connection], bool]] = {
    "satisfaction": lambda connection: _has_any(connection, "rating"),
    "tickets": lambda connection: _has_any(connection, "ticket"),
    "care": is_in_use,
    "repurchase": is_in_use,
}
"""Whether a database has what a report is about, for what not everybody keeps."""
_ARROWS = {N_("rising"): "↑", N_("falling"): "↓", N_("steady"): "→"}

OpenAsOf = Callable[[date], AbstractContextManager[tuple[Connection, Clock]]]
"""Open the database as it was at the end of a day, with a clock of that time."""


class _Asker(NamedTuple):
    """Who asks for KPIs: on which data, at what time, in which language, of which leads."""

    connection: Connection
    clock: Clock
    lang: str
    leads: LeadScope

    def query(self, kpi: KpiSpec, until: date) -> ReportQuery:
        """Return the query of a KPI over its window, which ends with a day."""
        scope = self.leads
        if kpi.figure != _ROWS:
            scope = scope._replace(since=_first_day(kpi, until), until=until)
        return ReportQuery(self.connection, scope, self.clock, self.lang)


def kpis(
    connection: Connection,
    sales_map: SalesMap,
    clock: Clock,
    lang: str,
    leads: LeadScope = EVERYTHING,
    open_as_of: OpenAsOf | None = None,
) -> Table:
    """Return each KPI over its window, and over the window before.

    The previous value of a KPI that counts rows needs `open_as_of`. A value is None where there is
    nothing to measure. Raises UnknownKpiFigureError.
    """
    asker = _Asker(connection, clock, lang, leads)
    return Table(
        COLUMNS,
        [_row(asker, kpi, open_as_of) for kpi in _kpis_of(connection, sales_map)],
        _DEFAULT_COLUMNS,
        _WORDS,
    )


def explained_kpis(
    connection: Connection,
    sales_map: SalesMap,
    clock: Clock,
    lang: str,
    leads: LeadScope = EVERYTHING,
) -> Table:
    """Return each KPI with its definition, its formula, its leads, and the days of its window."""
    asker = _Asker(connection, clock, lang, leads)
    today = clock.today()
    rows = []
    for kpi in _kpis_of(connection, sales_map):
        query = asker.query(kpi, today)
        value, kind = _measure(query, kpi)
        definition, formula, ids = _explanation(query, kpi)
        since = None if kpi.figure == _ROWS else _first_day(kpi, today).isoformat()
        rows.append(
            (
                kpi.key,
                kpi.label.text(lang),
                value,
                definition,
                formula,
                len(ids),
                json.dumps(ids),
                since,
                today.isoformat(),
                _value_text(value, kind),
            )
        )
    return Table(EXPLAINED, rows, _EXPLAINED_COLUMNS, ("value_shown",))


def _kpis_of(connection: Connection, sales_map: SalesMap) -> list[KpiSpec]:
    """Return the KPIs but for those about what this database does not keep."""
    return [
        kpi for kpi in sales_map.kpis if kpi.report not in _KEPT or _KEPT[kpi.report](connection)
    ]


def _has_any(connection: Connection, table: str) -> bool:
    return connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None


def _row(asker: _Asker, kpi: KpiSpec, open_as_of: OpenAsOf | None) -> tuple[Any, ...]:
    value, kind = _measure(asker.query(kpi, asker.clock.today()), kpi)
    previous = _previous(asker, kpi, open_as_of)
    trend = _trend(value, previous)
    is_beyond = value is not None and (
        value > kpi.threshold if kpi.side == "above" else value < kpi.threshold
    )
    return (
        kpi.key,
        kpi.label.text(asker.lang),
        value,
        kpi.threshold,
        kpi.side,
        is_beyond,
        previous,
        trend,
        *(_value_text(number, kind) for number in (value, kpi.threshold, previous)),
        trend and _ARROWS[trend],
    )


def _previous(asker: _Asker, kpi: KpiSpec, open_as_of: OpenAsOf | None) -> float | None:
    day = asker.clock.today() - timedelta(days=kpi.window_days)
    if kpi.figure != _ROWS:
        return _measure(asker.query(kpi, day), kpi)[0]
    if open_as_of is None:
        return None
    with open_as_of(day) as (connection, clock):
        earlier = asker._replace(connection=connection, clock=clock)
        return _measure(earlier.query(kpi, day), kpi)[0]


def _first_day(kpi: KpiSpec, until: date) -> date:
    return until - timedelta(days=kpi.window_days - 1)


def _trend(value: float | None, previous: float | None) -> str | None:
    if value is None or previous is None:
        return None
    rising, falling, steady = _ARROWS
    return rising if value > previous else falling if value < previous else steady


def _measure(query: ReportQuery, kpi: KpiSpec) -> tuple[float | None, str]:
    """Return the value of a KPI in major units, and the kind of its column."""
    table = REPORTS[kpi.report].run(query)
    if kpi.figure == _ROWS:
        return len(table.values), "int"
    kinds = {column.name: column.kind for column in table.columns}
    for name in (kpi.figure, *(column for column, _value in kpi.where)):
        if name not in kinds:
            raise UnknownKpiFigureError(name, [*kinds, _ROWS], kpi=kpi.key, report=kpi.report)
    kind = kinds[kpi.figure]
    for row in table.values:
        values = dict(zip(table.names(), row, strict=False))
        if all(str(values[column]) == value for column, value in kpi.where):
            value = values[kpi.figure]
            return value / 100 if kind == "money" and value is not None else value, kind
    return None, kind


def _explanation(query: ReportQuery, kpi: KpiSpec) -> tuple[str, str, list[int]]:
    """Return definition, formula and leads of a KPI."""
    report = REPORTS[kpi.report]
    rows = explain(query, report, report.run(query)).dicts()
    if kpi.figure == _ROWS:
        formula = ngettext("{count} row", "{count} rows", len(rows)).format(count=len(rows))
        return _(report.help), formula, sorted({id for row in rows for id in _lead_ids(query, row)})
    for row in rows:
        is_chosen = all(str(row.get(column, value)) == value for column, value in kpi.where)
        if row["figure"] == kpi.figure and is_chosen:
            return row["definition"], row["formula"], _lead_ids(query, row)
    return _(report.help), "–", []


_LEADS_OF = {
    "contract": "SELECT lead_id FROM contract WHERE lead_id IS NOT NULL AND id IN",
    "customer": "SELECT id FROM lead WHERE status = 'won' AND customer_id IN",
    "ticket": "SELECT k.lead_id FROM ticket t JOIN contract k ON k.id = t.contract_id "
    "WHERE k.lead_id IS NOT NULL AND t.id IN",
    "rating": "SELECT coalesce(r.lead_id, k.lead_id) FROM rating r "
    "LEFT JOIN contract k ON k.id = r.contract_id "
    "WHERE coalesce(r.lead_id, k.lead_id) IS NOT NULL AND r.id IN",
}


def _lead_ids(query: ReportQuery, row: dict[str, Any]) -> list[int]:
    """Return the leads behind an explained figure: of its contracts, or won ones of customers."""
    for record, leads in _LEADS_OF.items():
        if f"{record}_ids" in row:
            marks = ", ".join(map(str, row[f"{record}_ids"])) or "NULL"
            found = query.connection.execute(f"{leads} ({marks}) ORDER BY 1")
            return list(dict.fromkeys(id for (id,) in found))
    return list(row["lead_ids"])


def _value_text(value: float | None, kind: str) -> str | None:
    if value is None:
        return None
    return f"{value:.1%}" if kind == "ratio" else f"{value:,.1f}".removesuffix(".0")
