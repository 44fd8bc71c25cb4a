"""Each figure of a target with its definition, its formula and the leads behind it."""

from typing import Any

from salesmap.core.calendar import WorkingDays
from salesmap.core.clock import Clock
from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns, grouped
from salesmap.reports.catalogue.explain import FIGURE, FIGURE_WORDS, figure_cells
from salesmap.reports.forecast.targets import (
    MeasuredTarget,
    TargetFilter,
    measured_targets,
    target_bounds,
)
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
KEYS = columns("owner team period kind:word")

_DEFINITIONS = {
    "value": N_("value of the leads won in the period"),
    "count": N_("leads won in the period"),
    "activity": N_("contacts recorded and follow-ups done in the period"),
}
_FORMULAS = {
    "value": N_("sum of values (n = {leads_behind})"),
    "count": N_("number of leads = {leads_behind}"),
    "activity": N_("activities = {count}, leads = {leads_behind}"),
}


def explained_targets(
    connection: Connection, clock: Clock, calendar: WorkingDays, chosen: TargetFilter
) -> Table:
    """Return a row for each figure of each target."""
    rows: list[tuple[Any, ...]] = []
    for target in measured_targets(connection, clock, calendar, chosen):
        bounds = target_bounds(clock, target.owner, target.since, target.until, target.team)
        ids = [id for (id,) in connection.execute(_SQL[f"{target.kind}_leads"], bounds)]
        for figure, value, definition, formula in _figures(target, len(ids)):
            kind = "ratio" if figure == "progress" else "number"
            cells = figure_cells(figure, kind, value, definition, formula, ids)
            rows.append((target.owner, target.team, target.period, target.kind, *cells))
    return Table((*KEYS, *FIGURE), rows, words=FIGURE_WORDS)


def _figures(target: MeasuredTarget, leads: int) -> list[tuple[str, float | None, str, str]]:
    """Return (figure, value, definition, formula with the numbers put in)."""
    goal, actual, gap, passed = map(
        grouped, (target.target, target.actual, target.gap, target.days - target.days_left)
    )
    return [
        (
            "actual",
            target.actual,
            _(_DEFINITIONS[target.kind]),
            _(_FORMULAS[target.kind]).format(leads_behind=leads, count=actual),
        ),
        ("gap", target.gap, _("target − actual, at least 0"), f"{goal} − {actual}"),
        ("progress", target.progress, _("actual ÷ target"), f"{actual} ÷ {goal}"),
        (
            "pace_needed",
            target.pace_needed,
            _("gap ÷ working days left, including today"),
            f"{gap} ÷ {target.days_left}" if target.days_left else "–",
        ),
        (
            "projection",
            target.projection,
            _("actual ÷ working days passed × all working days"),
            _projection_formula(target, actual, passed),
        ),
    ]


def _projection_formula(target: MeasuredTarget, actual: str, passed: str) -> str:
    if not target.days_left:
        return actual
    if target.days == target.days_left:
        return "–"
    return f"{actual} ÷ {passed} × {target.days}"
