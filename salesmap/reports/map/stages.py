"""The stages of the map as rows, and who is responsible for what."""

import json
from collections.abc import Sequence
from typing import Any

from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.core.table import Table, columns
from salesmap.domain.errors import UnknownPipelineError, UnknownStageError
from salesmap.domain.map.model import SalesMap, StageSpec
from salesmap.domain.map.words import Words

STAGES = columns(
    "stage label owner_role:text:owner_role_label key_elements:list actions:list inputs:list "
    "outputs:list indicators:list problems:list value probability:ratio quiet_days:int "
    "response_hours:int phase:word pipelines:list"
)
_DEFAULT_COLUMNS = ("label", "owner_role", "probability", "response_hours", "quiet_days")
ROLES = columns(
    "stage:text:stage_label action:text:action_label answerable:text:role_label person "
    "helpers:list pipelines:list"
)
_ROLES_DEFAULT_COLUMNS = ("stage", "action", "answerable", "person", "helpers")


def stage_named(sales_map: SalesMap, name: str) -> StageSpec:
    """Return the stage with this key or label, or the only one whose key or label begins so.

    Raises UnknownStageError.
    """
    wanted = fold(name)
    names = [
        (stage, [fold(word) for word in (stage.key, *stage.label)]) for stage in sales_map.stages
    ]
    matches = [stage for stage, words in names if wanted in words] or [
        stage for stage, words in names if wanted and any(word.startswith(wanted) for word in words)
    ]
    if len(matches) != 1:
        raise UnknownStageError(name, (stage.key for stage in sales_map.stages))
    return matches[0]


def stage_labels(sales_map: SalesMap, lang: str) -> dict[str, str]:
    """Return the label of each stage and each pipeline by its key."""
    return {
        **{pipeline.key: pipeline.label.text(lang) for pipeline in sales_map.pipelines},
        **{stage.key: stage.label.text(lang) for stage in sales_map.stages},
    }


def stages_of(sales_map: SalesMap, pipeline: str | None) -> Sequence[StageSpec]:
    """Return the stages of the pipeline with this key or label, or all.

    Raises UnknownPipelineError.
    """
    if pipeline is None:
        return sales_map.stages
    wanted = fold(pipeline)
    for candidate in sales_map.pipelines:
        if wanted in (fold(candidate.key), *(fold(word) for word in candidate.label)):
            return sales_map.stages_of(candidate.key)
    raise UnknownPipelineError(pipeline, (candidate.key for candidate in sales_map.pipelines))


def stages(sales_map: SalesMap, lang: str, pipeline: str | None = None) -> Table:
    """Return a row for each stage, in order; of one pipeline if it is named.

    Raises UnknownPipelineError.
    """
    return _table([_row(sales_map, stage, lang) for stage in stages_of(sales_map, pipeline)])


def one_stage(sales_map: SalesMap, name: str, lang: str) -> dict[str, Any]:
    """Return a stage with everything that the map says about it. Raises UnknownStageError."""
    stage = stage_named(sales_map, name)
    step = stage.next_step
    return {
        **_table([_row(sales_map, stage, lang)]).dicts()[0],
        "guide": _one_line(stage.guide, lang),
        "next": {"what": step.what.text(lang), "days": step.days} if step else None,
        "checklist": [
            {
                "item": item.key,
                "label": item.label.text(lang),
                "field": item.field,
                "form": item.form,
                "fact": item.fact,
                "hard": item.hard,
                "at": item.at,
            }
            for item in stage.items
        ],
        "problem_details": [
            {
                "problem": problem.key,
                "title": problem.label.text(lang),
                "metric": problem.metric,
                problem.side: problem.threshold,
                "window_days": problem.window_days,
                "countermeasures": [measure.what.text(lang) for measure in problem.countermeasures],
            }
            for problem in stage.problems
        ],
    }


def roles(sales_map: SalesMap, lang: str) -> Table:
    """Return who is responsible for each standard action and who helps, by stage."""
    rows = []
    for stage in sales_map.stages:
        for action in stage.actions:
            role = sales_map.role(action.role)
            helpers = [sales_map.role(helper).label.text(lang) for helper in action.helpers]
            rows.append(
                (
                    stage.key,
                    action.key,
                    action.role,
                    role.person,
                    _json(helpers),
                    _json(action.only),
                    stage.label.text(lang),
                    action.label.text(lang),
                    role.label.text(lang),
                )
            )
    words = ("stage_label", "action_label", "role_label")
    return Table(ROLES, rows, _ROLES_DEFAULT_COLUMNS, words)


def labels(words: Sequence[Words], lang: str) -> list[str]:
    """Return some texts of the map in one language."""
    return [each.text(lang) for each in words]


def checklist_labels(stage: StageSpec, lang: str) -> list[str]:
    """Return the labels of a stage's checklist; required items say so."""
    return [item.label.text(lang) + (_(" (required)") if item.hard else "") for item in stage.items]


def _table(values: list[tuple[Any, ...]]) -> Table:
    return Table(STAGES, values, _DEFAULT_COLUMNS, ("owner_role_label",))


def _row(sales_map: SalesMap, stage: StageSpec, lang: str) -> tuple[Any, ...]:
    return (
        stage.key,
        stage.label.text(lang),
        stage.role,
        _json([*labels(stage.elements, lang), *checklist_labels(stage, lang)]),
        _json([action.label.text(lang) for action in stage.actions]),
        _json(labels(stage.inputs, lang)),
        _json(labels(stage.outputs, lang)),
        _json(labels(stage.indicators, lang)),
        _json([problem.label.text(lang) for problem in stage.problems]),
        _one_line(stage.value, lang),
        stage.probability,
        stage.quiet_days,
        stage.response_hours,
        stage.phase,
        _json([pipeline.key for pipeline in sales_map.pipelines if stage.key in pipeline.stages]),
        sales_map.role(stage.role).label.text(lang) if stage.role else None,
    )


def _one_line(words: Words | None, lang: str) -> str | None:
    return " ".join(words.text(lang).split()) if words else None


def _json(items: Sequence[str]) -> str:
    return json.dumps(list(items), ensure_ascii=False)
