"""Looking back on a time: what came in, moved, was won and lost and why; what was promised and not kept; what is still open."""

import sqlite3

from salesmap.core.calendar import WorkingDays
from salesmap.core.clock import Clock
from salesmap.core.i18n import _
from salesmap.core.periods import Period
from salesmap.core.table import NUMBERS, Table
from salesmap.domain.map.model import SalesMap
from salesmap.reports.activity import followups
from salesmap.reports.activity.activity import activity
from salesmap.reports.board import action_items as review_points
from salesmap.reports.board import review_leads
from salesmap.reports.board.panels import Panel
from salesmap.reports.catalogue.compare import compare
from salesmap.reports.diagnosis import diagnosis, kpis
from salesmap.reports.diagnosis.detectors import Scope
from salesmap.reports.forecast import targets
from salesmap.reports.pipeline.pipeline_changes import pipeline_changes
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.winloss.lost_reasons import lost_reasons
from salesmap.reports.winloss.winrate import winrate


def review(
    connection: sqlite3.Connection,
    read: SalesMap,
    clock: Clock,
    lang: str,
    period: Period,
    calendar: WorkingDays,
    owner: str | None = None,
) -> list[Panel]:
    """The panels of a review. Promises and points are judged as the time ended; what alarms, and the problems of the map that were
    taken up, as they are now."""
    query = ReportQuery(connection, LeadScope(period.since, period.until, owner), clock, lang)
    broken = followups.broken(connection, clock, period, lang, owner)
    aims = targets.targets(
        connection, clock, calendar, targets.Wanted(touching=period, owner=owner)
    )
    ended = review_points.ended(connection, clock, period, owner)
    carried_over = review_points.carried_over(connection, clock, period, owner)
    resolved = review_points.resolved_since(connection, clock, period, owner)
    issues = diagnosis.issues(connection, read, Scope(clock, owner=owner), lang, is_open=True)
    return [
        *_what_happened(query, period),
        Panel("alarms", _("Alarms"), _alarms(query, read), nothing=_("No alarms.")),
        Panel("promises", _("Missed follow-ups"), broken, nothing=_("No follow-up was missed.")),
        Panel("targets", _("Targets"), aims, nothing=_("No target is set.")),
        Panel(
            "ended_points",
            _("Closed action items"),
            ended,
            nothing=_("No action items were closed."),
        ),
        Panel(
            "open_points",
            _("Open from earlier reviews"),
            carried_over,
            nothing=_("No action items are open."),
        ),
        Panel(
            "new_points",
            _("New action items"),
            resolved,
            nothing=_("No new action items: add one with 'salesmap review add …'."),
        ),
        Panel("issues", _("Open issues"), issues, nothing=_("No open issues.")),
    ]


def _what_happened(query: ReportQuery, period: Period) -> list[Panel]:
    """Sums beside those of the time before, and the leads behind them."""
    before = period.previous()
    earlier = query.in_period(before.since, before.until)
    by_owner, by_owner_earlier = query._replace(by=("owner",)), earlier._replace(by=("owner",))
    moved = _beside(pipeline_changes(query), pipeline_changes(earlier))
    rates = _beside(winrate(query), winrate(earlier), "won", "lost", "rate")
    people = _beside(winrate(by_owner), winrate(by_owner_earlier), "won", "lost", "value_won")
    reasons = _beside(lost_reasons(query), lost_reasons(earlier), "lost", "value_lost")
    done = _beside(activity(query), activity(earlier))
    leads = review_leads.lists(query, period)
    return [
        Panel("changes", _("Pipeline movement"), moved),
        Panel("winrate", _("Won and lost"), rates),
        Panel("came_in", _("New leads"), leads["came_in"], nothing=_("No new leads.")),
        Panel("moved", _("Moved leads"), leads["moved"], nothing=_("No leads moved.")),
        Panel("won", _("Won leads"), leads["won"], nothing=_("No leads were won.")),
        Panel("lost", _("Lost leads"), leads["lost"], nothing=_("No leads were lost.")),
        Panel(
            "lost_reasons",
            _("Lost reasons"),
            reasons,
            "lost",
            nothing=_("No leads were lost."),
        ),
        Panel("people", _("Owners"), people, nothing=_("None yet.")),
        Panel("activity", _("Activity"), done, nothing=_("None yet.")),
    ]


def _alarms(query: ReportQuery, read: SalesMap) -> Table:
    """The figures of the map that are beyond their thresholds."""
    every = kpis.kpis(query.connection, read, query.clock, query.lang, query.scope.owner)
    alarm = every.names().index("alarm")
    return every._replace(values=[row for row in every.values if row[alarm]])


def _beside(rows: Table, earlier: Table, *told: str) -> Table:
    """The rows beside those of the time before. `told` are the numbers that people see, each with the one of that time."""
    both = compare(rows, earlier)
    if not told:
        return both
    groups = [column.name for column in rows.columns if column.kind not in NUMBERS]
    return both._replace(
        default_columns=(
            *groups,
            *(column for name in told for column in (name, f"previous_{name}")),
        )
    )


def first_rows(panels: list[Panel], most: int) -> list[Panel]:
    """The panels with so many rows each at most (0: all of them); a title says how many there are where some are left out."""
    return [
        panel._replace(
            title=_("{title} ({shown} of {total:,})").format(
                title=panel.title, shown=most, total=len(panel.rows.values)
            ),
            rows=panel.rows._replace(values=panel.rows.values[:most]),
        )
        if most and len(panel.rows.values) > most
        else panel
        for panel in panels
    ]
