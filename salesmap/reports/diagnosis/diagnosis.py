"""Where deals die, why, and what to do about it: the usual problems of the map, held against the book, worst first."""

import json
import sqlite3
from typing import Any, NamedTuple

from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table, columns
from salesmap.domain.map.metrics import METRICS
from salesmap.domain.map.model import Problem, SalesMap, StageSpec
from salesmap.reports.diagnosis.detectors import Detectors, Finding, Scope, formula
from salesmap.reports.errors import ProblemNotFoundError
from salesmap.reports.map.stages import threshold_of
from salesmap.reports.query.statements import statements

COLUMNS = columns(
    "rank:int stage:key:stage_label problem title:text::problem metric value:number:value_shown:figure "
    "threshold:number:threshold_shown leads:int affected_value:money countermeasures:list side:word cases:int"
)
_BRIEF = (
    "rank",
    "stage",
    "title",
    "value",
    "threshold",
    "leads",
    "affected_value",
    "countermeasures",
)
_EXPLAINED = columns("definition formula lead_ids:list")
ISSUES = columns(
    "id:int stage:key:stage_label problem title:text::problem metric threshold:number:threshold_shown figure_then:number:then_shown "
    "figure_now:number:now_shown leads_then:int leads_now:int opened_at:instant opened_by closed_at:instant::issue_closed_at "
    "closing_figure:number:closing_shown note"
)
_ISSUES_BRIEF = (
    "id",
    "stage",
    "title",
    "threshold",
    "figure_then",
    "figure_now",
    "leads_then",
    "leads_now",
    "opened_at",
)


class Node(NamedTuple):
    """A problem node: a usual problem of a stage with what was found of it. `harm` is its weight × the shares of the book's leads
    and value that are affected."""

    stage: StageSpec
    problem: Problem
    finding: Finding
    harm: float

    @property
    def name(self) -> str:
        """`stage.problem`."""
        return f"{self.stage.key}.{self.problem.key}"


def diagnose(
    connection: sqlite3.Connection, read: SalesMap, scope: Scope, stage: str | None = None
) -> list[Node]:
    """The problem nodes that hurt, worst first. Empty when all is well."""
    detectors = Detectors(connection, scope)
    leads, value = connection.execute(statements(__file__)["totals"]).fetchone()
    found = []
    for spec, problem in read.problems():
        if stage is None or spec.key == stage:
            finding = detectors.measure(spec, problem)
            if finding.hurts(problem):
                share = finding.leads / max(leads, 1) + max(finding.value_cents, 0) / max(value, 1)
                found.append(Node(spec, problem, finding, problem.weight * share))
    return sorted(found, key=lambda node: (-node.harm, node.name))


def alarms(
    connection: sqlite3.Connection, read: SalesMap, scope: Scope, lang: str
) -> dict[str, list[str]]:
    """The titles of the problems that hurt, by stage."""
    titles: dict[str, list[str]] = {}
    for node in diagnose(connection, read, scope):
        titles.setdefault(node.stage.key, []).append(node.problem.label.text(lang))
    return titles


def named(nodes: list[Node], name: str) -> Node:
    """The node with this rank, this `stage.problem`, or the only one with this problem. Raises NotFoundError."""
    found = [
        node
        for rank, node in enumerate(nodes, 1)
        if name in (str(rank), node.name, node.problem.key)
    ]
    if len(found) != 1:
        raise ProblemNotFoundError(name, [node.name for node in nodes])
    return found[0]


def rows(nodes: list[Node], lang: str, proof: Detectors | None = None) -> Table:
    """A row for each node. With `proof`, each is explained: the definition, the formula with its numbers, the leads."""
    values = []
    for rank, node in enumerate(nodes, 1):
        explained = _explained(node, proof) if proof else ()
        values.append((*_row(rank, node, lang), *explained, *_words(node, lang)))
    brief = (*_BRIEF, "definition", "formula", "lead_ids") if proof else _BRIEF
    return Table(
        (*COLUMNS, *(_EXPLAINED if proof else ())),
        values,
        brief,
        ("stage_label", "value_shown", "threshold_shown"),
    )


def _row(rank: int, node: Node, lang: str) -> tuple[Any, ...]:
    problem, finding = node.problem, node.finding
    assert finding.figure is not None
    return (
        rank,
        node.stage.key,
        problem.key,
        problem.label.text(lang),
        problem.metric,
        round(finding.figure, 4),
        problem.threshold,
        finding.leads,
        finding.value_cents,
        json.dumps(
            [measure.what.text(lang) for measure in problem.countermeasures], ensure_ascii=False
        ),
        problem.side,
        finding.cases,
    )


def _words(node: Node, lang: str) -> tuple[str, str, str]:
    label = node.stage.label.text(lang)
    return label, threshold_of(node.problem, node.finding.figure), threshold_of(node.problem)


def _explained(node: Node, proof: Detectors) -> tuple[str, str, str]:
    definition = _(METRICS[node.problem.metric].meaning)
    return (
        definition,
        formula(node.problem, node.finding),
        json.dumps(proof.proof(node.stage, node.problem)),
    )


def issues(
    connection: sqlite3.Connection, read: SalesMap, scope: Scope, lang: str, *, is_open: bool
) -> Table:
    """The problems that somebody took up, with their figure then and now; or those that were closed."""
    detectors = Detectors(connection, scope)
    specs = {f"{stage.key}.{problem.key}": (stage, problem) for stage, problem in read.problems()}
    values = []
    for row in connection.execute(statements(__file__)["issues"], {"open": is_open}).fetchall():
        id, stage, key, metric, threshold, figure, leads, _value, *told = row
        spec = specs.get(f"{stage}.{key}")
        now = detectors.measure(*spec) if spec and spec[1].metric == metric else None
        title = spec[1].label.text(lang) if spec else key
        label = spec[0].label.text(lang) if spec else stage
        figure_now, leads_now = (now.figure, now.leads) if now else (None, None)
        shown = [_shown(metric, each) for each in (threshold, figure, figure_now, told[3])]
        values.append(
            (
                id,
                stage,
                key,
                title,
                metric,
                threshold,
                figure,
                figure_now,
                leads,
                leads_now,
                *told,
                label,
                *shown,
            )
        )
    words = ("stage_label", "threshold_shown", "then_shown", "now_shown", "closing_shown")
    brief = (
        _ISSUES_BRIEF
        if is_open
        else (
            "id",
            "stage",
            "title",
            "threshold",
            "figure_then",
            "closing_figure",
            "closed_at",
            "note",
        )
    )
    return Table(ISSUES, values, brief, words)


def _shown(metric: str, figure: float | None) -> str | None:
    if figure is None:
        return None
    if metric in METRICS and METRICS[metric].unit == "days":
        return ngettext("{days} day", "{days} days", round(figure, 1)).format(
            days=f"{figure:.1f}".removesuffix(".0")
        )
    return f"{figure:.1%}"
