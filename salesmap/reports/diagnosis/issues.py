"""Issues: problems of the map that somebody works on, with their figure then and now."""

from typing import Any, NamedTuple

from salesmap.core.table import Table, columns
from salesmap.domain.map.metrics import METRICS
from salesmap.domain.map.model import Problem, SalesMap, StageSpec
from salesmap.reports.diagnosis.detectors import Detectors, DiagnosisScope
from salesmap.reports.map.metric_text import amount_text
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

COLUMNS = columns(
    "id:int stage:key:stage_label problem title:text::problem metric "
    "threshold:number:threshold_shown figure_then:number:then_shown figure_now:number:now_shown "
    "leads_then:int leads_now:int opened_at:instant opened_by closed_at:instant::issue_closed_at "
    "closing_figure:number:closing_shown note"
)
_OPEN_COLUMNS = (
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
_CLOSED_COLUMNS = (
    "id",
    "stage",
    "title",
    "threshold",
    "figure_then",
    "closing_figure",
    "closed_at",
    "note",
)
_WORDS = ("stage_label", "threshold_shown", "then_shown", "now_shown", "closing_shown")


class _Issue(NamedTuple):
    """A row of the statement `issues`."""

    id: int
    stage: str
    problem: str
    metric: str
    threshold: float
    figure: float
    leads: int
    opened_at: str
    opened_by: str
    closed_at: str | None
    closing_figure: float | None
    note: str | None


def issues(
    connection: Connection,
    sales_map: SalesMap,
    scope: DiagnosisScope,
    lang: str,
    *,
    is_open: bool,
) -> Table:
    """Return the open issues, or the closed ones, each measured now by the map's detector."""
    detectors = Detectors(connection, scope)
    problems = {
        (stage.key, problem.key): (stage, problem) for stage, problem in sales_map.problems()
    }
    rows = connection.execute(statements(__file__)["issues"], {"open": is_open}).fetchall()
    values = [
        _row(issue, problems.get((issue.stage, issue.problem)), detectors, lang)
        for issue in map(_Issue._make, rows)
    ]
    return Table(COLUMNS, values, _OPEN_COLUMNS if is_open else _CLOSED_COLUMNS, _WORDS)


def _row(
    issue: _Issue, spec: tuple[StageSpec, Problem] | None, detectors: Detectors, lang: str
) -> tuple[Any, ...]:
    """Return an issue's row; `spec` is its problem in the map, if that still has it."""
    is_same_metric = spec is not None and spec[1].metric == issue.metric
    now = detectors.measure(*spec) if spec and is_same_metric else None
    figure_now, leads_now = (now.figure, now.leads) if now else (None, None)
    figures = (issue.threshold, issue.figure, figure_now, issue.closing_figure)
    return (
        issue.id,
        issue.stage,
        issue.problem,
        spec[1].label.text(lang) if spec else issue.problem,
        issue.metric,
        issue.threshold,
        issue.figure,
        figure_now,
        issue.leads,
        leads_now,
        issue.opened_at,
        issue.opened_by,
        issue.closed_at,
        issue.closing_figure,
        issue.note,
        spec[0].label.text(lang) if spec else issue.stage,
        *(_figure_text(issue.metric, figure) for figure in figures),
    )


def _figure_text(metric: str, figure: float | None) -> str | None:
    """Return a figure with its unit; a metric that is no longer known counts as a share."""
    if figure is None:
        return None
    if metric in METRICS and METRICS[metric].unit != "share":
        return amount_text(METRICS[metric].unit, figure)
    return f"{figure:.1%}"
