"""Report `pipeline-changes`: what moved in the pipeline between two days."""

import json
from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any, NamedTuple

from salesmap.core.clock import instant
from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.pipeline.expected_close import expected_close_in, values_in
from salesmap.reports.query.dimensions import positions
from salesmap.reports.query.report import LEAD_COUNT, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order
from salesmap.reports.query.scope import AS_STORED
from salesmap.store.statements import statements

_SQL = statements(__file__)
CHANGES = (
    N_("open_before"),
    N_("came_in"),
    N_("reopened"),
    N_("won"),
    N_("lost"),
    N_("dropped"),
    N_("value_changed"),
    N_("open_after"),
    N_("moved_on"),
    N_("moved_back"),
    N_("slipped"),
    N_("pulled_in"),
    N_("missed"),
)
"""The kinds of change, in the order of the rows.

open_before + came_in + reopened − won − lost − dropped + value_changed = open_after, of the values;
of the leads without value_changed, which counts those whose value changed. What was there before
counts by its value at the start (or the first one entered in the time), all else by that at the
end. Each lead is at most once
on either side: of several closes in the time the last one counts, and one that was undone within it
does not. `reopened` leads were closed before the time. The kinds behind `open_after` are beside.
"""


def pipeline_changes(query: ReportQuery) -> Table:
    """Return the leads and their value under each kind of change, from the first to the last day.

    The time is this month unless the query names one. `slipped` and `pulled_in` leads had a later
    or earlier expected close date at the end of the time than at its start (or than the first one
    entered in it); `missed` leads were expected to close in the time and are still open at its end.
    """
    group_by = f"GROUP BY {positions(len(query.by) + 1)}"
    changes = {
        tuple(key): (leads, value)
        for *key, leads, value in _changes(query, "count(*), coalesce(sum(d.value), 0)", group_by)
    }
    groups = dict.fromkeys(key[:-1] for key in changes) if query.by else {(): None}
    rows = [
        (*group, change, *changes.get((*group, change), (0, 0)))
        for group in in_order(groups)
        for change in CHANGES
    ]
    return Table((*query.dimensions, *columns("what:word::movement leads:int value:money")), rows)


def changed_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """Return (*group, change, lead) for every change."""
    return _changes(query, "d.id", "ORDER BY d.id")


def _changes(query: ReportQuery, figures: str, ending: str) -> list[tuple[Any, ...]]:
    """Run the statement: `figures` are selected for each change, `ending` groups or orders."""
    bounds = _bounds(query)
    scope, groups = query.at_any_time().scope, query.groups()
    condition = scope.condition()
    # Without dimensions and condition, the leads need not be looked up again.
    joins = f"JOIN lead l ON l.id = d.id {groups.joins}" if query.by or condition else ""
    sql = _SQL["changes"]
    for name, text in {
        "groups": groups.selected,
        "figures": figures,
        "joins": joins,
        "condition": condition,
        "ending": ending,
    }.items():
        sql = sql.replace(f"{{{name}}}", text)
    amount = AS_STORED if "currency" in query.by else scope.amounts.sql
    for name in ("first", "last"):
        then = f"CASE WHEN t.id IS NULL THEN {AS_STORED} ELSE t.{name} END"
        sql = sql.replace(f"{{{name}}}", amount.replace(AS_STORED, then))
    parameters = {**scope.parameters(), **bounds, **_ids(query, bounds)._asdict()}
    return query.connection.execute(sql, parameters).fetchall()


class _Ids(NamedTuple):
    """Lead ids as JSON lists: with a history of the expected close date, and what became of it.

    `values` are (id, first, last) of the leads whose value may not be what it is now.
    """

    with_history: str
    slipped: str
    pulled_in: str
    due: str
    values: str


def _ids(query: ReportQuery, bounds: Mapping[str, str]) -> _Ids:
    ends = bounds["from_instant"], bounds["to_instant"]
    dates = expected_close_in(query.connection, *ends)
    amounts = values_in(query.connection, *ends)
    known = {lead: (first, last) for lead, (first, last) in dates.items() if first and last}
    return _Ids(
        json.dumps(list(dates)),
        json.dumps([lead for lead, (first, last) in known.items() if first < last]),
        json.dumps([lead for lead, (first, last) in known.items() if first > last]),
        json.dumps(
            [
                lead
                for lead, (first, _last) in dates.items()
                if first and bounds["from"] <= first <= bounds["by"]
            ]
        ),
        json.dumps([(lead, *values) for lead, values in sorted(amounts.items())]),
    )


def _bounds(query: ReportQuery) -> Mapping[str, str]:
    """Return the first and last day of the time, also as instants; `by` is not after today."""
    today = query.clock.today()
    since, until = query.scope.since or today.replace(day=1), query.scope.until or today
    return {
        "from": since.isoformat(),
        "to": until.isoformat(),
        "by": min(until, today).isoformat(),  # a date to come is not missed yet
        "from_instant": instant(query.clock.at(since, time())),
        "to_instant": instant(query.clock.at(until + timedelta(days=1), time())),
    }


REPORT = Report(
    "pipeline-changes",
    N_("Pipeline movement: new, won, lost, moved and slipped leads between two days."),
    pipeline_changes,
    (
        Metric(
            "leads",
            N_(
                "open at start + new + reopened − won − lost − discarded = open at end, of the "
                "values with those changed; each "
                "lead counts by its status at the start and at the end of the period. Also: "
                "moved; slipped and pulled in: expected close date later or earlier at the end "
                "than at the start (or than first entered in the period); missed: expected to "
                "close in the period, but still open at its end"
            ),
            LEAD_COUNT,
            changed_leads,
        ),
        Metric(
            "value",
            N_(
                "value of these leads at the start (open, new, reopened) or at the end of the "
                "period; value changed: the difference"
            ),
            N_("sum of values then (n = {leads_behind})"),
            changed_leads,
        ),
    ),
    keys=("what",),
)
