"""Report `conversion`: from each stage to the next."""

from collections.abc import Sequence
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.pipeline import stage_drilldown
from salesmap.reports.pipeline.funnel import ADVANCED, CONVERSION, LOST_IN_STAGE, REACHED
from salesmap.reports.pipeline.standing import (
    Group,
    lines,
    reached,
    stage_label,
    stages_of,
    standing,
)
from salesmap.reports.query.lead_drilldown import union
from salesmap.reports.query.report import LEAD_COUNT, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order, share
from salesmap.reports.query.stage_groups import StageGroup, before_win, index_by_stage
from salesmap.store.statements import statements

_SQL = statements(__file__)


def conversion(query: ReportQuery) -> Table:
    """Return the conversion of each stage before the win.

    `reached`: reached(next) ÷ reached. `left`: left forwards ÷ (left forwards + lost there).
    `first`: reached ÷ reached(first).
    """
    stages = stages_of(query)
    if query.definition == "left":
        return _of_left(query, stages)
    counts = reached(standing(query, stages), stages)
    if not query.by and not counts:
        counts = {(): [0] * (len(before_win(stages)) + 1)}
    rows: list[tuple[Any, ...]] = []
    for group in in_order(counts):
        first = counts[group][0]
        for number, stage in enumerate(before_win(stages)):
            here, beyond = counts[group][number : number + 2]
            figures = (
                (here, first, share(here, first))
                if query.definition == "first"
                else (here, beyond, share(beyond, here))
            )
            rows.append((*group, stage.key, *figures, stage_label(query, stage)))
    metrics = (
        columns("stage:key:label reached:int first:int conversion:ratio")
        if query.definition == "first"
        else columns("stage:key:label reached:int onwards:int conversion:ratio")
    )
    return Table((*query.dimensions, *metrics), rows, words=("label",))


def _of_left(query: ReportQuery, stages: Sequence[StageGroup]) -> Table:
    index, win = index_by_stage(stages), len(before_win(stages))
    advanced: dict[tuple[Group, int], int] = {}
    for *values, stage_id, leads in query.rows(_SQL["advanced"], keys=1):
        if index[stage_id] < win:
            key = tuple(values), index[stage_id]
            advanced[key] = advanced.get(key, 0) + leads
    lost: dict[tuple[Group, int], int] = {}
    for row in standing(query, stages):
        if row.status == "lost" and row.stage < win:
            lost[row.group, row.stage] = lost.get((row.group, row.stage), 0) + row.leads
    rows: list[tuple[Any, ...]] = []
    for group, number, stage in lines(query, stages, {*advanced, *lost}):
        onwards, ended = advanced.get((group, number), 0), lost.get((group, number), 0)
        rate = share(onwards, onwards + ended)
        rows.append((*group, stage.key, onwards, ended, rate, stage_label(query, stage)))
    metrics = columns("stage:key:label onwards:int lost:int conversion:ratio")
    return Table((*query.dimensions, *metrics), rows, words=("label",))


_OF_REACHED = (
    Metric("reached", REACHED, LEAD_COUNT, stage_drilldown.reached),
    Metric(
        "onwards",
        N_("leads that reached the next stage, or were won"),
        LEAD_COUNT,
        stage_drilldown.passed,
    ),
    Metric("conversion", CONVERSION, "{onwards} ÷ {reached}", stage_drilldown.reached),
)
_OF_LEFT = (
    Metric("onwards", ADVANCED, LEAD_COUNT, stage_drilldown.advanced),
    Metric("lost", LOST_IN_STAGE, LEAD_COUNT, stage_drilldown.lost_in_stage),
    Metric(
        "conversion",
        N_("advanced ÷ (advanced + lost in the stage), of leads created in the period"),
        "{onwards} ÷ ({onwards} + {lost})",
        union(stage_drilldown.advanced, stage_drilldown.lost_in_stage),
    ),
)
_OF_FIRST = (
    Metric("reached", REACHED, LEAD_COUNT, stage_drilldown.reached),
    Metric(
        "first",
        N_("leads that reached the first stage"),
        LEAD_COUNT,
        stage_drilldown.reached_first,
    ),
    Metric(
        "conversion",
        N_("reached ÷ reached(first), of leads created in the period"),
        "{reached} ÷ {first}",
        stage_drilldown.reached_first,
    ),
)

REPORT = Report(
    "conversion",
    N_("Conversion: from each stage to the next."),
    conversion,
    _OF_REACHED,
    keys=("stage",),
    definitions={N_("reached"): _OF_REACHED, N_("left"): _OF_LEFT, N_("first"): _OF_FIRST},
    definition_words={
        "reached": N_("reached the next stage ÷ reached the stage"),
        "left": N_("advanced ÷ left the stage (advanced, lost or moved back)"),
        "first": N_("reached the stage ÷ reached the first stage"),
    },
)
