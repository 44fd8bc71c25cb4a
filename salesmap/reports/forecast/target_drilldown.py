"""Every figure of a target: what it means, how it comes about, and the leads behind it."""

import sqlite3
from typing import Any

from salesmap.core.calendar import WorkingDays
from salesmap.core.clock import Clock
from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns, grouped
from salesmap.reports.catalogue.explain import FIGURE, FIGURE_WORDS, figure_cells
from salesmap.reports.forecast.targets import Measured, Wanted, bounds, measured
from salesmap.reports.query.statements import statements

KEYS = columns("owner period kind:word")

_REACHED = {
    "value": N_("value of the leads won in the period"),
    "count": N_("leads won in the period"),
    "activity": N_("contacts recorded and follow-ups done in the period"),
}
_COUNTING = {
    "value": N_("sum of values (n = {leads_behind})"),
    "count": N_("number of leads = {leads_behind}"),
    "activity": N_("activities = {count}, leads = {leads_behind}"),
}


def explained_targets(
    connection: sqlite3.Connection, clock: Clock, calendar: WorkingDays, wanted: Wanted
) -> Table:
    """A row for each figure of each target."""
    rows: list[tuple[Any, ...]] = []
    for each in measured(connection, clock, calendar, wanted):
        query = bounds(clock, each.owner, each.since, each.until)
        ids = [
            id for (id,) in connection.execute(statements(__file__)[f"{each.kind}_leads"], query)
        ]
        for figure, value, definition, formula in _figures(each, len(ids)):
            kind = "ratio" if figure == "progress" else "number"
            rows.append(
                (
                    each.owner,
                    each.period,
                    each.kind,
                    *figure_cells(figure, kind, value, definition, formula, ids),
                )
            )
    return Table((*KEYS, *FIGURE), rows, words=FIGURE_WORDS)


def _figures(each: Measured, leads: int) -> list[tuple[str, float | None, str, str]]:
    """(figure, value, definition, formula with the numbers put in)."""
    target, actual, gap, passed = (
        grouped(value) for value in (each.target, each.actual, each.gap, each.days - each.left)
    )
    counted = _(_COUNTING[each.kind]).format(leads_behind=leads, count=actual)
    pace = f"{gap} ÷ {each.left}" if each.left else "–"
    going_on = (
        f"{actual} ÷ {passed} × {each.days}"
        if each.left and each.days > each.left
        else actual
        if not each.left
        else "–"
    )
    return [
        ("actual", each.actual, _(_REACHED[each.kind]), counted),
        ("gap", each.gap, _("target − actual, at least 0"), f"{target} − {actual}"),
        ("progress", each.progress, _("actual ÷ target"), f"{actual} ÷ {target}"),
        ("pace_needed", each.pace_needed, _("gap ÷ working days left, including today"), pace),
        (
            "projection",
            each.projection,
            _("actual ÷ working days passed × all working days"),
            going_on,
        ),
    ]
