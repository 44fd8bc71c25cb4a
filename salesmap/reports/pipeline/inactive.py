"""Report `quiet`: open leads without activity for longer than their stage allows."""

import json
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.activity.inactive_leads import inactive_leads
from salesmap.reports.query.report import LEAD_COUNT, VALUE_SUM, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order
from salesmap.store.statements import statements

_SQL = statements(__file__)
_NO_LIMIT = 2**31


def inactive(query: ReportQuery) -> Table:
    """Return the inactive leads, the longest first; grouped, their number, value and most days."""
    every, in_scope = _inactive(query)
    if not query.by:
        ids = {lead for lead, _value in in_scope}
        return every._replace(values=[row for row in every.values if row[0] in ids])
    days = {row[0]: row[7] for row in every.values}
    totals: dict[tuple[Any, ...], tuple[int, int, int]] = {}
    for *group, lead, value in in_scope:
        leads, sum_, most = totals.get(tuple(group), (0, 0, 0))
        totals[tuple(group)] = leads + 1, sum_ + value, max(most, days[lead])
    metrics = columns("leads:int value:money quiet_days:int")
    rows = [(*group, *totals[group]) for group in in_order(totals)]
    return Table((*query.dimensions, *metrics), rows)


def _inactive(query: ReportQuery) -> tuple[Table, list[tuple[Any, ...]]]:
    """Return every inactive lead, and (*group, lead, value) of those in scope."""
    every = inactive_leads(query.connection, query.clock, query.lang, _NO_LIMIT)
    ids = json.dumps([row[0] for row in every.values])
    return every, query.rows(_SQL["in_scope"], ids=ids)


def _leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    leads = [row[:-1] for row in _inactive(query)[1]]
    return leads if query.by else [(lead, lead) for (lead,) in leads]


_DEFINITION = N_(
    "open leads without contact or stage change for longer than the stage allows, "
    "and without a planned follow-up"
)

REPORT = Report(
    "quiet",
    N_(
        "Inactive leads: open leads without contact, stage change or planned follow-up "
        "for longer than their stage allows."
    ),
    inactive,
    (
        Metric(
            "quiet_days",
            _DEFINITION,
            N_("days without contact or stage change = {quiet_days}"),
            _leads,
        ),
    ),
    keys=("id",),
    group_metrics=(
        Metric("leads", _DEFINITION, LEAD_COUNT, _leads),
        Metric("value", N_("value of the inactive leads"), VALUE_SUM, _leads),
        Metric(
            "quiet_days",
            N_("days of the longest inactive lead"),
            N_("maximum (n = {leads})"),
            _leads,
        ),
    ),
)
