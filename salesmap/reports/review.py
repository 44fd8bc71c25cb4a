"""Looking back on a week or a month: what came in, moved, was won and lost and why; what was promised and not kept; what is still open."""

import sqlite3

from salesmap.clock import Clock
from salesmap.i18n import _
from salesmap.periods import Period
from salesmap.process.model import SalesMap
from salesmap.reports import contact_rates, diagnosis, followups, kpis, movements, outcomes, targets
from salesmap.reports.asked import Asked
from salesmap.reports.cohort import Cohort
from salesmap.reports.detectors import Scope
from salesmap.reports.explaining import compared
from salesmap.reports.panels import Panel
from salesmap.working_days import WorkingDays


def review(
    connection: sqlite3.Connection, read: SalesMap, clock: Clock, lang: str, period: Period, calendar: WorkingDays, owner: str | None = None
) -> list[Panel]:
    """The panels of a review, each beside the time before where that makes sense. `clock` stands at the end of the time, or now."""

    def of(when: Period, *by: str) -> Asked:
        return Asked(connection, Cohort(when.since, when.until, owner), clock, lang, by)

    before = period.before()
    moved = compared(movements.pipeline_changes(of(period)), movements.pipeline_changes(of(before)))
    won = compared(outcomes.winrate(of(period)), outcomes.winrate(of(before)))
    people = compared(outcomes.winrate(of(period, "owner")), outcomes.winrate(of(before, "owner")))
    done = compared(contact_rates.activity(of(period)), contact_rates.activity(of(before)))
    broken = followups.due(connection, clock.today(), min(period.until, clock.today()), lang, owner)
    alarms = kpis.kpis(connection, read, clock, lang, owner)
    alarm = alarms.names().index("alarm")
    return [
        Panel("moved", _("What moved"), moved),
        Panel("ended", _("Won and lost"), won._replace(brief=_beside("won", "lost", "rate", "value_won"))),
        Panel("people", _("People"), people._replace(brief=("owner", *_beside("won", "lost", "value_won"))), nothing=_("Nothing yet.")),
        Panel("reasons", _("Why leads were lost"), outcomes.lost_reasons(of(period)), "lost", nothing=_("Nothing was lost.")),
        Panel("done", _("What was done"), done, nothing=_("Nothing yet.")),
        Panel("promises", _("Promises not kept"), broken, nothing=_("Every promise was kept.")),
        Panel("alarms", _("Alarms"), alarms._replace(values=[row for row in alarms.values if row[alarm]]), nothing=_("No alarm fires.")),
        Panel(
            "targets",
            _("Targets"),
            targets.targets(connection, clock, calendar, targets.Wanted(owner=owner)),
            nothing=_("No target is set."),
        ),
        Panel(
            "open",
            _("Still open from earlier reviews"),
            diagnosis.issues(connection, read, Scope(clock, owner=owner), lang, is_open=True),
            nothing=_("Nothing is left open."),
        ),
    ]


def _beside(*names: str) -> tuple[str, ...]:
    """Each column with the one of the time before."""
    return tuple(column for name in names for column in (name, f"previous_{name}"))
