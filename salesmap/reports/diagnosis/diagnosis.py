"""The problems of the map that are beyond their threshold, the worst first."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from salesmap.core.i18n import _
from salesmap.core.table import Table, columns
from salesmap.domain.map.metrics import METRICS
from salesmap.domain.map.model import Problem, SalesMap, StageSpec
from salesmap.reports.diagnosis.detectors import Detectors, DiagnosisScope, Finding
from salesmap.reports.errors import ProblemNotFoundError
from salesmap.reports.map.metric_text import metric_text
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

COLUMNS = columns(
    "rank:int stage:key:stage_label problem title:text::problem metric "
    "value:number:value_shown:figure threshold:number:threshold_shown leads:int "
    "affected_value:money countermeasures:list side:word cases:int tickets:int"
)
_DEFAULT_COLUMNS = (
    "rank",
    "stage",
    "title",
    "value",
    "threshold",
    "leads",
    "affected_value",
    "countermeasures",
)
_EXPLAINED = columns("definition formula lead_ids:list ticket_ids:list")
_WORDS = ("stage_label", "value_shown", "threshold_shown")


class CurrentProblem(NamedTuple):
    """A problem of a stage that is beyond its threshold now, with what was measured.

    `harm` is its weight × the shares of all leads and of all value that it affects; of a problem
    of tickets, the share of tickets takes the place of that of leads.
    """

    stage: StageSpec
    problem: Problem
    finding: Finding
    harm: float

    @property
    def name(self) -> str:
        """`stage.problem`."""
        return f"{self.stage.key}.{self.problem.key}"


def diagnose(
    connection: Connection,
    sales_map: SalesMap,
    scope: DiagnosisScope,
    stage: str | None = None,
) -> list[CurrentProblem]:
    """Return the problems beyond their threshold, the worst first; of one stage if it is named."""
    leads, value = connection.execute(statements(__file__)["totals"]).fetchone()
    current = []
    for spec, problem, finding in _measured(connection, sales_map, scope, stage):
        if finding.is_beyond(problem):
            affected = (
                (finding.bad_cases, finding.cases)
                if _of_tickets(problem)
                else (finding.leads, leads)
            )
            share = affected[0] / max(affected[1], 1) + max(finding.value_cents, 0) / max(value, 1)
            current.append(CurrentProblem(spec, problem, finding, problem.weight * share))
    return sorted(current, key=lambda each: (-each.harm, each.name))


class Judged(NamedTuple):
    """How many problems of the map have enough cases to be judged, of all."""

    enough: int
    problems: int


def judged(
    connection: Connection, sales_map: SalesMap, scope: DiagnosisScope, stage: str | None = None
) -> Judged:
    """Return how many problems can be judged; of one stage if it is named."""
    found = [
        finding.figure is not None and finding.cases >= problem.least
        for _spec, problem, finding in _measured(connection, sales_map, scope, stage)
    ]
    return Judged(sum(found), len(found))


def _measured(
    connection: Connection, sales_map: SalesMap, scope: DiagnosisScope, stage: str | None
) -> Iterator[tuple[StageSpec, Problem, Finding]]:
    """Yield the problems of the map, or of a stage, each with what is measured."""
    detectors = Detectors(connection, scope)
    for spec, problem in sales_map.problems():
        if stage in (None, spec.key):
            yield spec, problem, detectors.measure(spec, problem)


def problem_titles(
    connection: Connection, sales_map: SalesMap, scope: DiagnosisScope, lang: str
) -> dict[str, list[str]]:
    """Return the titles of the problems beyond their threshold, by stage."""
    titles: dict[str, list[str]] = {}
    for current in diagnose(connection, sales_map, scope):
        titles.setdefault(current.stage.key, []).append(current.problem.label.text(lang))
    return titles


def problem_named(problems: list[CurrentProblem], name: str) -> CurrentProblem:
    """Return the problem with this rank or `stage.problem`, or the only one with this key.

    Raises ProblemNotFoundError.
    """
    matches = [
        current
        for rank, current in enumerate(problems, 1)
        if name in (str(rank), current.name, current.problem.key)
    ]
    if len(matches) != 1:
        raise ProblemNotFoundError(name, [current.name for current in problems])
    return matches[0]


def problem_table(
    problems: list[CurrentProblem], lang: str, detectors: Detectors | None = None
) -> Table:
    """Return a row for each problem; with detectors, also its definition, formula and leads."""
    values = [
        (
            *_row(rank, current, lang),
            *(_explanation(current, detectors) if detectors else ()),
            *_texts(current, lang),
        )
        for rank, current in enumerate(problems, 1)
    ]
    explained = _EXPLAINED if detectors else ()
    counted = ("tickets",) if any(_of_tickets(current.problem) for current in problems) else ()
    shown = (
        *_DEFAULT_COLUMNS,
        *counted,
        *(column.name for column in explained if counted or column.name != "ticket_ids"),
    )
    return Table((*COLUMNS, *explained), values, shown, _WORDS)


def _row(rank: int, current: CurrentProblem, lang: str) -> tuple[Any, ...]:
    problem, finding = current.problem, current.finding
    measures = [measure.what.text(lang) for measure in problem.countermeasures]
    return (
        rank,
        current.stage.key,
        problem.key,
        problem.label.text(lang),
        problem.metric,
        round(finding.figure or 0, 4),
        problem.threshold,
        finding.leads,
        finding.value_cents,
        json.dumps(measures, ensure_ascii=False),
        problem.side,
        finding.cases,
        finding.bad_cases if _of_tickets(problem) else None,
    )


def _of_tickets(problem: Problem) -> bool:
    return METRICS[problem.metric].record == "ticket"


def _explanation(current: CurrentProblem, detectors: Detectors) -> tuple[str, ...]:
    return (
        _(METRICS[current.problem.metric].meaning),
        current.finding.formula(current.problem),
        json.dumps(detectors.leads(current.stage, current.problem)),
        json.dumps(detectors.records(current.stage, current.problem)),
    )


def _texts(current: CurrentProblem, lang: str) -> tuple[str, str, str]:
    problem = current.problem
    return (
        current.stage.label.text(lang),
        metric_text(problem.metric, current.finding.figure or 0),
        metric_text(problem.metric, problem.threshold),
    )
