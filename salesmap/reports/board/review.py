"""The review of a period: what moved, was won and lost, what was missed, and what is open."""

from salesmap.core.calendar import WorkingDays
from salesmap.core.clock import Clock
from salesmap.core.i18n import _
from salesmap.core.periods import Period
from salesmap.core.table import NUMBERS, Table
from salesmap.domain.map.model import SalesMap
from salesmap.reports.activity import followups
from salesmap.reports.activity.activity import activity
from salesmap.reports.board import action_items, review_leads
from salesmap.reports.board.overdue_payments import overdue_payments
from salesmap.reports.board.panels import Panel
from salesmap.reports.catalogue.compare import compare
from salesmap.reports.diagnosis.detectors import DiagnosisScope
from salesmap.reports.diagnosis.issues import issues
from salesmap.reports.diagnosis.kpis import kpis
from salesmap.reports.forecast.targets import TargetFilter, targets
from salesmap.reports.pipeline.pipeline_changes import pipeline_changes
from salesmap.reports.query.filters import Filters
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import STORED, Amounts, LeadScope
from salesmap.reports.winloss.lost_reasons import lost_reasons
from salesmap.reports.winloss.winrate import winrate
from salesmap.store.connection import Connection


def review(
    connection: Connection,
    sales_map: SalesMap,
    clock: Clock,
    lang: str,
    period: Period,
    calendar: WorkingDays,
    filters: Filters | None = None,
    amounts: Amounts = STORED,
) -> list[Panel]:
    """Return the panels of a review.

    Follow-ups and action items are as of the end of the period; alarms, overdue payments and open
    issues are those of now.
    """
    leads, planned = scopes(connection, filters, amounts)
    in_period = leads._replace(since=period.since, until=period.until)
    query = ReportQuery(connection, in_period, clock, lang)
    return [
        *_period_panels(query, period),
        Panel("alarms", _("Alarms"), _alarms(query, leads, sales_map), nothing=_("No alarms.")),
        Panel(
            "promises",
            _("Missed follow-ups"),
            followups.missed(connection, clock, period, lang, planned),
            nothing=_("No follow-up was missed.")
            if followups.any_due(connection, clock, period, planned)
            else _("No follow-ups were due."),
        ),
        *overdue_payments(connection, clock, planned),
        Panel(
            "targets",
            _("Targets"),
            targets(
                connection,
                clock,
                calendar,
                TargetFilter(
                    touching=period, owners=leads.owners, amounts=amounts, teams=leads.teams
                ),
            ),
            nothing=_("No target is set."),
        ),
        *_action_item_panels(connection, clock, period, leads),
        Panel(
            "issues",
            _("Open issues"),
            issues(connection, sales_map, DiagnosisScope(clock, leads=leads), lang, is_open=True),
            nothing=_("No open issues."),
        ),
    ]


def scopes(
    connection: Connection, filters: Filters | None, amounts: Amounts
) -> tuple[LeadScope, LeadScope]:
    """Return the filters as scopes of leads and of follow-ups, without their days."""
    if filters is None:
        return LeadScope(amounts=amounts), LeadScope()
    of_leads = LeadScope(amounts=amounts).narrowed(connection, filters)
    return of_leads, LeadScope().narrowed(connection, filters, but_owner=True)


def first_rows(panels: list[Panel], most: int) -> list[Panel]:
    """Return the panels with at most so many rows each (0: all); a cut panel's title says so."""
    return [
        _cut(panel, most) if most and len(panel.rows.values) > most else panel for panel in panels
    ]


def _cut(panel: Panel, most: int) -> Panel:
    title = _("{title} ({shown} of {total:,})").format(
        title=panel.title, shown=most, total=len(panel.rows.values)
    )
    return panel._replace(title=title, rows=panel.rows._replace(values=panel.rows.values[:most]))


def _period_panels(query: ReportQuery, period: Period) -> list[Panel]:
    """Return the figures of the period beside those of the previous one, and the leads behind."""
    before = period.previous()
    earlier = query.in_period(before.since, before.until)
    by_owner, earlier_by_owner = query._replace(by=("owner",)), earlier._replace(by=("owner",))
    leads = review_leads.lists(query, period)
    return [
        Panel(
            "changes",
            _("Pipeline movement"),
            compare(pipeline_changes(query), pipeline_changes(earlier)),
        ),
        Panel(
            "winrate",
            _("Won and lost"),
            _compare(winrate(query), winrate(earlier), "won", "lost", "rate"),
        ),
        Panel("came_in", _("New leads"), leads["came_in"], nothing=_("No new leads.")),
        Panel("moved", _("Moved leads"), leads["moved"], nothing=_("No leads moved.")),
        Panel("won", _("Won leads"), leads["won"], nothing=_("No leads were won.")),
        Panel("lost", _("Lost leads"), leads["lost"], nothing=_("No leads were lost.")),
        Panel(
            "lost_reasons",
            _("Lost reasons"),
            _compare(lost_reasons(query), lost_reasons(earlier), "lost", "value_lost"),
            "lost",
            nothing=_("No leads were lost."),
        ),
        Panel(
            "people",
            _("Owners"),
            _compare(winrate(by_owner), winrate(earlier_by_owner), "won", "lost", "value_won"),
            nothing=_("None yet."),
        ),
        Panel(
            "activity",
            _("Activity"),
            compare(activity(query), activity(earlier)),
            nothing=_("None yet."),
        ),
    ]


def _action_item_panels(
    connection: Connection, clock: Clock, period: Period, scope: LeadScope
) -> list[Panel]:
    return [
        Panel(
            "ended_points",
            _("Closed action items"),
            action_items.closed_in(connection, clock, period, scope),
            nothing=_("No action items were closed."),
        ),
        Panel(
            "open_points",
            _("Open from earlier reviews"),
            action_items.carried_over(connection, clock, period, scope),
            nothing=_("No action items are open."),
        ),
        Panel(
            "new_points",
            _("New action items"),
            action_items.added_after(connection, clock, period, scope),
            nothing=_("No new action items: add one with 'salesmap review add …'."),
        ),
    ]


def _alarms(query: ReportQuery, leads: LeadScope, sales_map: SalesMap) -> Table:
    """Return the KPIs that are beyond their threshold."""
    table = kpis(query.connection, sales_map, query.clock, query.lang, leads)
    alarm = table.names().index("alarm")
    return table._replace(values=[row for row in table.values if row[alarm]])


def _compare(table: Table, earlier: Table, *shown: str) -> Table:
    """Compare two tables, and show some numbers, each with its previous one."""
    both = compare(table, earlier)
    groups = [column.name for column in table.columns if column.kind not in NUMBERS]
    numbers = [name for number in shown for name in (number, f"previous_{number}")]
    return both._replace(default_columns=(*groups, *numbers))
