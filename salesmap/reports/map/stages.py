"""The map to look at: a row for each stage, what a newcomer needs to know, and who answers for what."""

import json
from collections.abc import Sequence
from typing import Any

from salesmap.core.folding import fold
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table, columns
from salesmap.domain.errors import UnknownPipelineError, UnknownStageError
from salesmap.domain.map.metrics import METRICS
from salesmap.domain.map.model import Problem, SalesMap, StageSpec, Words

STAGES = columns(
    "stage label owner_role:text:owner_role_label key_elements:list actions:list inputs:list outputs:list indicators:list "
    "problems:list value probability:ratio quiet_days:int response_hours:int phase:word pipelines:list"
)
_BRIEF = ("label", "owner_role", "key_elements", "actions", "problems", "probability")
ROLES = columns(
    "stage:text:stage_label action:text:action_label answerable:text:role_label person helpers:list pipelines:list"
)


def stage_named(read: SalesMap, name: str) -> StageSpec:
    """The stage with this key or label, or the only one that begins so. Raises UsageError with the stages there are."""
    wanted = fold(name)
    words = [(stage, [fold(word) for word in (stage.key, *stage.label)]) for stage in read.stages]
    found = [stage for stage, known in words if wanted in known]
    found = found or [
        stage for stage, known in words if wanted and any(word.startswith(wanted) for word in known)
    ]
    if len(found) != 1:
        raise UnknownStageError(name, (stage.key for stage in read.stages))
    return found[0]


def stages(read: SalesMap, lang: str, pipeline: str | None = None) -> Table:
    """A row for each stage, in order; of one pipeline if it is named. Raises UsageError for one that is not there."""
    return _rows([_stage_row(read, stage, lang) for stage in _way(read, pipeline)])


def one_stage(read: SalesMap, name: str, lang: str) -> dict[str, Any]:
    """A stage with everything that the map says of it. Raises UsageError."""
    stage = stage_named(read, name)
    return {
        **_rows([_stage_row(read, stage, lang)]).dicts()[0],
        "guide": _said(stage.guide, lang),
        "next": {"what": stage.next_step.what.text(lang), "days": stage.next_step.days}
        if stage.next_step
        else None,
        "checklist": [
            {
                "item": item.key,
                "label": item.label.text(lang),
                "field": item.field,
                "form": item.form,
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


def roles(read: SalesMap, lang: str) -> Table:
    """Who answers for each standard action, and who takes part, in the order of the stages."""
    rows = []
    for stage in read.stages:
        for action in stage.actions:
            role = read.role(action.role)
            helpers = [read.role(helper).label.text(lang) for helper in action.helpers]
            words = (stage.label.text(lang), action.label.text(lang), role.label.text(lang))
            rows.append(
                (
                    stage.key,
                    action.key,
                    action.role,
                    role.person,
                    _list(helpers),
                    _list(action.only),
                    *words,
                )
            )
    return Table(
        ROLES,
        rows,
        ("stage", "action", "answerable", "person", "helpers"),
        ("stage_label", "action_label", "role_label"),
    )


def map_page(read: SalesMap, lang: str, pipeline: str | None = None) -> str:
    """The whole map as Markdown: a section for each stage."""
    return "\n\n".join(
        [
            f"# {read.label.text(lang)}",
            *(stage_page(read, stage, lang, level=2) for stage in _way(read, pipeline)),
        ]
    )


def stage_page(
    read: SalesMap,
    stage: StageSpec,
    lang: str,
    level: int = 1,
    notes: Sequence[tuple[int, str]] = (),
) -> str:
    """What a newcomer needs to know and do in a stage, as Markdown. `notes`: numbers and titles of notes of the knowledge base."""
    head = "#" * level
    parts = [f"{head} {stage.label.text(lang)}"]
    if stage.guide:
        parts.append(" ".join(stage.guide.text(lang).split()))
    facts = []
    if stage.role:
        facts.append(_("Owner role: {role}").format(role=read.role(stage.role).label.text(lang)))
    if stage.value:
        facts.append(_("Benefit: {value}").format(value=stage.value.text(lang)))
    facts.append(
        _("First contact within {hours} h; inactive after {days} d.").format(
            hours=stage.response_hours, days=stage.quiet_days
        )
    )
    if stage.next_step:
        facts.append(
            ngettext(
                "Suggested next step: {what}, within {days} day",
                "Suggested next step: {what}, within {days} days",
                stage.next_step.days,
            ).format(what=stage.next_step.what.text(lang), days=stage.next_step.days)
        )
    parts.append(_bullets(facts))
    for title, lines in (
        (_("Key elements"), [*_all(stage.elements, lang), *_checklist(stage, lang)]),
        (
            _("Standard actions"),
            [
                f"{action.label.text(lang)} ({read.role(action.role).label.text(lang)})"
                for action in stage.actions
            ],
        ),
        (_("Inputs"), _all(stage.inputs, lang)),
        (_("Outputs"), _all(stage.outputs, lang)),
        (_("Indicators"), _all(stage.indicators, lang)),
        (
            _("Common problems and countermeasures"),
            [_problem(problem, lang) for problem in stage.problems],
        ),
        (_("Notes"), [f"{title} (salesmap kb show {id})" for id, title in notes]),
    ):
        if lines:
            parts.append(f"{head}# {title}\n\n{_bullets(lines)}")
    return "\n\n".join(parts)


def threshold_of(problem: Problem, value: float | None = None) -> str:
    """A threshold, or a value of the same metric, as a person reads it."""
    shown = problem.threshold if value is None else value
    if METRICS[problem.metric].unit == "share":
        return f"{shown:.0%}" if round(shown * 100, 6) == round(shown * 100) else f"{shown:.1%}"
    return ngettext("{days} day", "{days} days", round(shown, 1)).format(
        days=f"{shown:.1f}".removesuffix(".0")
    )


def _way(read: SalesMap, pipeline: str | None) -> Sequence[StageSpec]:
    if pipeline is None:
        return read.stages
    wanted = fold(pipeline)
    for each in read.pipelines:
        if wanted in (fold(each.key), *(fold(word) for word in each.label)):
            return read.stages_of(each.key)
    raise UnknownPipelineError(pipeline, (each.key for each in read.pipelines))


def _rows(values: list[tuple[Any, ...]]) -> Table:
    return Table(STAGES, values, _BRIEF, ("owner_role_label",))


def _stage_row(read: SalesMap, stage: StageSpec, lang: str) -> tuple[Any, ...]:
    role = read.role(stage.role).label.text(lang) if stage.role else None
    return (
        stage.key,
        stage.label.text(lang),
        stage.role,
        _list([*_all(stage.elements, lang), *_checklist(stage, lang)]),
        _list([action.label.text(lang) for action in stage.actions]),
        _list(_all(stage.inputs, lang)),
        _list(_all(stage.outputs, lang)),
        _list(_all(stage.indicators, lang)),
        _list([problem.label.text(lang) for problem in stage.problems]),
        _said(stage.value, lang),
        stage.probability,
        stage.quiet_days,
        stage.response_hours,
        stage.phase,
        _list([pipeline.key for pipeline in read.pipelines if stage.key in pipeline.stages]),
        role,
    )


def _checklist(stage: StageSpec, lang: str) -> list[str]:
    return [item.label.text(lang) + (_(" (required)") if item.hard else "") for item in stage.items]


def _problem(problem: Problem, lang: str) -> str:
    side = _("above {threshold}") if problem.side == "above" else _("below {threshold}")
    then = _("; ").join(measure.what.text(lang) for measure in problem.countermeasures)
    metric = _(METRICS[problem.metric].title)
    return f"{problem.label.text(lang)} ({metric} {side.format(threshold=threshold_of(problem))}) → {then}"


def _all(words: Sequence[Words], lang: str) -> list[str]:
    return [each.text(lang) for each in words]


def _said(words: Words | None, lang: str) -> str | None:
    return " ".join(words.text(lang).split()) if words else None


def _list(items: Sequence[str]) -> str:
    return json.dumps(list(items), ensure_ascii=False)


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
