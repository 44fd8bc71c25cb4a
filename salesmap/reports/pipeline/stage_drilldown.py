"""The leads behind the figures of the stage reports, as (*group, stage key, lead)."""

from collections.abc import Callable, Sequence
from typing import Any

from salesmap.reports.pipeline.standing import (
    WON,
    Group,
    furthest_reached,
    is_in_progress,
    stages_of,
)
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.stage_groups import StageGroup, before_win, index_by_stage
from salesmap.store.statements import statements

_SQL = statements(__file__)
Rows = list[tuple[Any, ...]]


def reached(query: ReportQuery) -> Rows:
    """Return the leads under each stage before the win that they reached, and under `won`."""
    return _up_to(query, lambda furthest: range(furthest + 1))


def passed(query: ReportQuery) -> Rows:
    """Return the leads under each stage before the win beyond which they came."""
    return _up_to(query, range)


def reached_first(query: ReportQuery) -> Rows:
    """Return the leads that reached the first stage, under every stage."""
    win = len(before_win(stages_of(query)))
    return _up_to(query, lambda _furthest: range(win + 1))


def in_stage(query: ReportQuery) -> Rows:
    """Return the open leads under the stage they are in, and the won leads under `won`."""
    won = [
        (*group, WON, lead)
        for *group, status, _stage_id, _furthest_id, lead in query.rows(_SQL["standing"])
        if status == WON
    ]
    return _by_stage(query, lambda status, _stage: status == "open") + won


def in_progress(query: ReportQuery) -> Rows:
    """Return the leads under the stage they are in: open before the win, won after it."""
    return _by_stage(query, is_in_progress)


def lost_in_stage(query: ReportQuery) -> Rows:
    """Return the lost leads under the stage they were lost in."""
    return _by_stage(query, lambda status, _stage: status == "lost")


def advanced(query: ReportQuery) -> Rows:
    """Return the leads under the stages that they left forwards."""
    return _under_stages(query, "advanced")


def stayed(query: ReportQuery) -> Rows:
    """Return the leads under the stages in which they completed a stay of known length."""
    return sorted(set(_under_stages(query, "stayed")), key=lambda row: row[-1])


def _up_to(query: ReportQuery, numbers: Callable[[int], range]) -> Rows:
    """Return the leads under the stages whose numbers `numbers` gives for their furthest one."""
    stages = stages_of(query)
    keys = [*(stage.key for stage in before_win(stages)), WON]
    return [
        (*group, keys[number], lead)
        for group, furthest, lead in _furthest(query, stages)
        for number in numbers(furthest)
    ]


def _furthest(query: ReportQuery, stages: Sequence[StageGroup]) -> list[tuple[Group, int, int]]:
    """Return (group, index of the furthest stage, lead)."""
    index, win = index_by_stage(stages), len(before_win(stages))
    return [
        (tuple(group), furthest_reached(status, index[furthest_id], win), lead)
        for *group, status, _stage_id, furthest_id, lead in query.rows(_SQL["standing"])
    ]


def _by_stage(query: ReportQuery, counts: Callable[[str, StageGroup], bool]) -> Rows:
    """Return the leads under the stage they are in, of those whose status there counts."""
    stages = stages_of(query)
    index = index_by_stage(stages)
    rows = [
        (group, status, stages[index[stage_id]], lead)
        for *group, status, stage_id, _furthest_id, lead in query.rows(_SQL["standing"])
    ]
    return [
        (*group, stage.key, lead) for group, status, stage, lead in rows if counts(status, stage)
    ]


def _under_stages(query: ReportQuery, name: str) -> Rows:
    stages = stages_of(query)
    index = index_by_stage(stages)
    return [
        (*group, stages[index[stage_id]].key, lead)
        for *group, stage_id, lead in query.rows(_SQL[name])
    ]
