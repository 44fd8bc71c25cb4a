"""Report `funnel`: leads that reached each stage, are in it, or were lost in it."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from salesmap.core.i18n import N_, _
from salesmap.core.table import Table
from salesmap.reports.pipeline import funnel_totals, stage_drilldown
from salesmap.reports.pipeline.funnel_totals import COLUMNS, DAY_SECONDS, DEFAULT_COLUMNS
from salesmap.reports.pipeline.standing import WON, Group, Standing, reached, stages_of, standing
from salesmap.reports.query.report import LEAD_COUNT, VALUE_SUM, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order, median, share
from salesmap.reports.query.stage_groups import StageGroup, before_win, index_by_stage
from salesmap.store.statements import statements

_SQL = statements(__file__)


class _Stays(NamedTuple):
    """How many leads left a stage forwards, and the lengths of its completed stays in seconds."""

    advanced: int
    seconds: list[int]


def funnel(query: ReportQuery) -> Table:
    """Return the funnel of each group; ungrouped, that of `funnel_totals`."""
    if not query.by:
        return funnel_totals.funnel(query.connection, query.scope, query.lang)
    stages = stages_of(query)
    standing_rows, stays = standing(query, stages), _stays(query, stages)
    rows: list[tuple[Any, ...]] = []
    for group in in_order({row.group for row in standing_rows}):
        in_group = [row for row in standing_rows if row.group == group]
        rows += _group_rows(group, in_group, stages, stays)
    return Table((*query.dimensions, *COLUMNS), rows, (*query.by, *DEFAULT_COLUMNS))


def _stays(query: ReportQuery, stages: Sequence[StageGroup]) -> dict[tuple[Group, int], _Stays]:
    index = index_by_stage(stages)
    stays: dict[tuple[Group, int], _Stays] = {}
    for *group, stage_id, advanced, seconds in query.rows(_SQL["stays"], keys=1):
        key = tuple(group), index[stage_id]
        before = stays.get(key, _Stays(0, []))
        stays[key] = _Stays(before.advanced + advanced, before.seconds + json.loads(seconds))
    return stays


def _group_rows(
    group: Group,
    standing_rows: Sequence[Standing],
    stages: Sequence[StageGroup],
    stays: dict[tuple[Group, int], _Stays],
) -> list[tuple[Any, ...]]:
    counts = reached(standing_rows, stages)[group]
    rows: list[tuple[Any, ...]] = []
    for number, stage in enumerate(before_win(stages)):
        in_stage = [row for row in standing_rows if row.stage == number]
        advanced, seconds = stays.get((group, number), _Stays(0, []))
        rows.append(
            (
                *group,
                stage.key,
                stage.label,
                sum(row.leads for row in in_stage if row.status == "open"),
                sum(row.value_cents for row in in_stage if row.status == "open"),
                counts[number],
                advanced,
                sum(row.leads for row in in_stage if row.status == "lost"),
                share(counts[number + 1], counts[number]),
                median(sorted(seconds)) / DAY_SECONDS if seconds else None,
            )
        )
    value = sum(row.value_cents for row in standing_rows if row.status == WON)
    rows.append((*group, WON, _("Won"), counts[-1], value, counts[-1], None, None, None, None))
    return rows


REACHED = N_("leads that reached the stage or a later one, or were won")
ADVANCED = N_("leads that advanced from the stage")
LOST_IN_STAGE = N_("leads lost in the stage")
CONVERSION = N_("reached(next) ÷ reached, of leads created in the period")
MEDIAN_DAYS = N_("median days of the completed stays in the stage")
"""Definitions that the stage reports share."""

REPORT = Report(
    "funnel",
    N_("Funnel: leads that reached each stage, are in it, or were lost in it."),
    funnel,
    (
        Metric("now", N_("open leads in the stage"), LEAD_COUNT, stage_drilldown.in_stage),
        Metric(
            "now_value",
            N_("value of the open leads in the stage"),
            VALUE_SUM,
            stage_drilldown.in_stage,
        ),
        Metric("reached", REACHED, LEAD_COUNT, stage_drilldown.reached),
        Metric("advanced", ADVANCED, LEAD_COUNT, stage_drilldown.advanced),
        Metric("lost", LOST_IN_STAGE, LEAD_COUNT, stage_drilldown.lost_in_stage),
        Metric("conversion", CONVERSION, "{next_reached} ÷ {reached}", stage_drilldown.reached),
        Metric(
            "median_days",
            MEDIAN_DAYS,
            N_("median of the completed stays (leads = {leads_behind})"),
            stage_drilldown.stayed,
        ),
    ),
    keys=("stage",),
)
