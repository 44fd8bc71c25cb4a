"""Where leads stand in the pipeline and how far they came: the ground of the stage reports."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from salesmap.core.i18n import N_
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order
from salesmap.reports.query.stage_groups import (
    StageGroup,
    before_win,
    index_by_stage,
    pipeline_ids,
    stage_groups,
)
from salesmap.store.statements import statements

_SQL = statements(__file__)

WON = N_("won")
Group = tuple[Any, ...]
"""The values of a query's dimensions."""


class Standing(NamedTuple):
    """Leads of a group by status, the stage they stand or ended in, and the furthest reached.

    `stage` and `furthest` are indexes among the stage groups; the value is in hundredths.
    """

    group: Group
    status: str
    stage: int
    furthest: int
    leads: int
    value_cents: int


def stages_of(query: ReportQuery) -> list[StageGroup]:
    """Return the stages of the pipelines in scope."""
    pipelines = pipeline_ids(query.connection, query.scope.pipelines)
    return stage_groups(query.connection, query.lang, pipelines)


def standing(query: ReportQuery, stages: Sequence[StageGroup]) -> list[Standing]:
    """Return where the leads in scope stand."""
    index = index_by_stage(stages)
    return [
        Standing(tuple(group), status, index[stage_id], index[furthest_id], leads, value)
        for *group, status, stage_id, furthest_id, leads, value in query.rows(
            _SQL["standing"], keys=3
        )
    ]


def reached(rows: Iterable[Standing], stages: Sequence[StageGroup]) -> dict[Group, list[int]]:
    """Return, by group, how many leads reached each stage before the win, and the win itself."""
    win = len(before_win(stages))
    counts: dict[Group, list[int]] = {}
    for row in rows:
        count = counts.setdefault(row.group, [0] * (win + 1))
        for number in range(furthest_reached(row.status, row.furthest, win) + 1):
            count[number] += row.leads
    return counts


def furthest_reached(status: str, furthest: int, win: int) -> int:
    """Return the index of the furthest stage that counts; `win` is the index of the win itself."""
    return win if status == WON else min(furthest, win - 1)


def is_in_progress(row_status: str, stage: StageGroup) -> bool:
    """Return whether a lead in a stage is still worked on: open before the win, won after it."""
    return row_status == ("open" if stage.phase == "before" else WON)


def lines(
    query: ReportQuery, stages: Sequence[StageGroup], occurring: Collection[tuple[Group, int]]
) -> list[tuple[Group, int, StageGroup]]:
    """Return (group, stage index, stage) of the rows of a report, by group, then by stage.

    `occurring` are the pairs with figures; an ungrouped report shows every stage before the win.
    """
    groups = in_order({group for group, _number in occurring} or ({()} if not query.by else set()))
    return [
        (group, number, stage)
        for group in groups
        for number, stage in enumerate(stages)
        if (group, number) in occurring or (not query.by and stage.phase == "before")
    ]


def stage_label(query: ReportQuery, stage: StageGroup) -> str:
    """Return a stage as a table shows it: its label in Chinese, its key in English."""
    return stage.label
