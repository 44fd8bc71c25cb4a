"""Everything at a glance: what the board shows, question by question."""

import sqlite3
from datetime import timedelta

from salesmap.clock import Clock
from salesmap.i18n import _
from salesmap.process.model import SalesMap
from salesmap.reports import followups, funnel, outcomes, targets, today
from salesmap.reports.asked import Asked
from salesmap.reports.cohort import Cohort
from salesmap.reports.detectors import Scope
from salesmap.reports.diagnosis import alarms
from salesmap.reports.kpis import kpis
from salesmap.reports.panels import Panel
from salesmap.working_days import WorkingDays

_DAYS, _DAYS_AHEAD = 365, 7
_MOST_LISTED = 15


def board(
    connection: sqlite3.Connection, read: SalesMap, clock: Clock, lang: str, calendar: WorkingDays, owner: str | None = None
) -> list[Panel]:
    """The panels: KPIs, targets, the funnel with the problems that hurt, months, people, sources, what is due, who has gone quiet. Of the
    last year, where a time matters; of one owner, or all."""
    day = clock.today()
    year = Cohort(day - timedelta(days=_DAYS), day, owner)
    asked = Asked(connection, year, clock, lang)
    standing = funnel.funnel(connection, Cohort(owner=owner), lang).rows
    months = outcomes.months(asked)
    due = followups.due(connection, day, day + timedelta(days=_DAYS_AHEAD), lang, owner)
    quiet = today.quiet(connection, clock, lang, _MOST_LISTED)
    if owner:
        place = quiet.names().index("owner")
        quiet = quiet._replace(values=[row for row in quiet.values if (row[place] or "").casefold() == owner.casefold()])
    return [
        Panel("kpis", _("KPIs"), kpis(connection, read, clock, lang, owner)),
        Panel(
            "targets",
            _("Targets"),
            targets.targets(connection, clock, calendar, targets.Wanted(owner=owner)),
            nothing=_("No target is set."),
        ),
        Panel("funnel", _("Funnel"), standing, "reached", alarms(connection, read, Scope(clock, owner=owner), lang)),
        Panel("months", _("Month by month"), months._replace(values=months.values[-12:]), "value_won", nothing=_("Nothing yet.")),
        Panel("people", _("People"), outcomes.overview(asked._replace(by=("owner",))), "value_won", nothing=_("Nothing yet.")),
        Panel("sources", _("Sources"), outcomes.overview(asked._replace(by=("source",))), "leads", nothing=_("Nothing yet.")),
        Panel("due", _("Due within a week"), due._replace(values=due.values[:_MOST_LISTED]), nothing=_("Nothing is due.")),
        Panel("quiet", _("Gone quiet"), quiet, nothing=_("Nobody went quiet.")),
    ]
