"""Report `stages`: time in each stage, and leads in it now."""

import json
from collections.abc import Sequence

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.pipeline import stage_drilldown
from salesmap.reports.pipeline.funnel import MEDIAN_DAYS
from salesmap.reports.pipeline.funnel_totals import DAY_SECONDS
from salesmap.reports.pipeline.standing import (
    Group,
    is_in_progress,
    lines,
    stage_label,
    stages_of,
    standing,
)
from salesmap.reports.query.report import LEAD_COUNT, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import median
from salesmap.reports.query.stage_groups import StageGroup, index_by_stage
from salesmap.store.statements import statements

_SQL = statements(__file__)


def stages(query: ReportQuery) -> Table:
    """Return the completed stays of each stage, their median and mean days, and leads in it now."""
    groups = stages_of(query)
    lengths = _stay_seconds(query, groups)
    now: dict[tuple[Group, int], int] = {}
    for row in standing(query, groups):
        if is_in_progress(row.status, groups[row.stage]):
            now[row.group, row.stage] = now.get((row.group, row.stage), 0) + row.leads
    rows = []
    for group, number, stage in lines(query, groups, {*lengths, *now}):
        seconds = sorted(lengths.get((group, number), []))
        rows.append(
            (
                *group,
                stage.key,
                len(seconds),
                median(seconds) / DAY_SECONDS if seconds else None,
                sum(seconds) / len(seconds) / DAY_SECONDS if seconds else None,
                now.get((group, number), 0),
                stage_label(query, stage),
                f"{sum(seconds) / DAY_SECONDS:.4g}",
            )
        )
    metrics = columns("stage:key:label stays:int median_days:number mean_days:number now:int")
    return Table((*query.dimensions, *metrics), rows, words=("label", "days"))


def _stay_seconds(
    query: ReportQuery, stages: Sequence[StageGroup]
) -> dict[tuple[Group, int], list[int]]:
    """Return the lengths of the completed stays, by group and stage index."""
    index = index_by_stage(stages)
    lengths: dict[tuple[Group, int], list[int]] = {}
    for *group, stage_id, secs in query.rows(_SQL["stay_lengths"], keys=1):
        lengths.setdefault((tuple(group), index[stage_id]), []).extend(json.loads(secs))
    return lengths


REPORT = Report(
    "stages",
    N_("Time in stage: how long leads stay in each stage, and how many are in it now."),
    stages,
    (
        Metric(
            "stays",
            N_("completed stays in the stage with a known length"),
            N_("completed stays = {stays}, leads = {leads_behind}"),
            stage_drilldown.stayed,
        ),
        Metric("median_days", MEDIAN_DAYS, N_("median (n = {stays})"), stage_drilldown.stayed),
        Metric(
            "mean_days",
            N_("mean days of the completed stays in the stage"),
            "{days} ÷ {stays}",
            stage_drilldown.stayed,
        ),
        Metric(
            "now",
            N_("leads in the stage: open ones before the win, won ones after it"),
            LEAD_COUNT,
            stage_drilldown.in_progress,
        ),
    ),
    keys=("stage",),
)
