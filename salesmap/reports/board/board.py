"""Everything at a glance: what the board shows, question by question."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from salesmap.core.calendar import WorkingDays
from salesmap.core.clock import Clock
from salesmap.core.dates import add_months
from salesmap.core.i18n import _, ngettext
from salesmap.core.money import mixed_currencies_note
from salesmap.core.periods import Period
from salesmap.core.table import Table
from salesmap.domain.map.model import SalesMap
from salesmap.reports.activity import followups
from salesmap.reports.board.kpi_tiles import Tile, headline
from salesmap.reports.board.panels import Panel
from salesmap.reports.diagnosis import diagnosis
from salesmap.reports.diagnosis.detectors import Scope
from salesmap.reports.diagnosis.diagnosis import Node
from salesmap.reports.diagnosis.kpis import kpis
from salesmap.reports.forecast import targets
from salesmap.reports.pipeline.funnel_totals import funnel
from salesmap.reports.pipeline.inactive import inactive
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.winloss.months import months
from salesmap.reports.winloss.overview import overview
from salesmap.reports.winloss.winrate import winrate

MONTHS, DAYS_AHEAD, MOST_LISTED = 12, 7, 15

_FUNNEL = ("label", "now", "now_value", "reached", "lost", "conversion", "median_days")
_TARGETS = ("owner", "period", "kind", "target", "actual", "progress", "pace_needed", "projection")
_DUE = ("id", "due_on", "days_overdue", "lead", "what", "owner")
_QUIET = ("id", "lead", "stage", "value", "owner", "quiet_days")


class Board(NamedTuple):
    """The board: the few figures that matter, the panels, the problem nodes that hurt now by the step of the funnel where they do, and
    of each target which share of its working days is over."""

    tiles: tuple[Tile, ...]
    panels: tuple[Panel, ...]
    troubles: Mapping[str, Table]
    elapsed: tuple[float | None, ...]

    def panel(self, key: str) -> Panel:
        """The panel with this key."""
        return next(panel for panel in self.panels if panel.key == key)


def board(
    connection: sqlite3.Connection,
    read: SalesMap,
    clock: Clock,
    lang: str,
    calendar: WorkingDays,
    owner: str | None = None,
) -> Board:
    """The board of one owner, or of all: where a time matters, of the twelve months up to today."""
    day = clock.today()
    time = Period(add_months(day.replace(day=1), 1 - MONTHS), day)
    query = ReportQuery(connection, LeadScope(time.since, time.until, owner), clock, lang)
    standing = funnel(connection, LeadScope(owner=owner), lang)
    aims = targets.targets(connection, clock, calendar, targets.Wanted(owner=owner))
    watched = kpis(connection, read, clock, lang, owner)
    due = followups.due(connection, day, day + timedelta(days=DAYS_AHEAD), lang, owner)
    inactive_leads = inactive(query._replace(scope=LeadScope(owner=owner)))
    by_month = months(query)
    nodes = diagnosis.diagnose(connection, read, Scope(clock, owner=owner))
    troubles = _by_step(nodes, [row[0] for row in standing.rows.values], lang)
    whose = ("--owner", owner) if owner else ()
    when = ("--since", f"{time.since}", "--until", f"{time.until}", *whose, "--explain")
    came_in = _("Leads created from {since} to {until}.").format(since=time.since, until=time.until)
    panels = (
        Panel(
            "kpis", _("KPIs"), watched, marks=_alarms(watched), nothing=_("The map has no KPIs."),
            same=(("kpi", *whose, "--explain"),),
        ),
        Panel(
            "targets", _("Targets"), aims._replace(default_columns=_TARGETS), nothing=_("No target is set."),
            same=(("target", "show", *whose, "--explain"),),
        ),
        Panel(
            "funnel", _("Funnel"), standing.rows._replace(default_columns=_FUNNEL), "reached", _titles(troubles), note=mixed_currencies_note(standing.currencies),
            same=(("funnel", *whose, "--explain"), ("diagnose", *whose, "--explain")),
        ),
        Panel(
            "months", _("By month"), by_month, "value_won", nothing=_("None yet."),
            same=(("report", "months", *when), ("report", "winrate", *when)),
        ),
        _ranked("people", _("Owners"), "owner", query, "value_won", came_in, ("report", "owners", *when)),
        _ranked("sources", _("Lead sources"), "source", query, "leads", came_in, ("report", "sources", *when)),
        Panel(
            "due", _("Due within 7 days"), _first(due)._replace(default_columns=_DUE), marks=_overdue(due), nothing=_("No follow-ups are due."),
            note=_cut(due), same=(("due", "--days", f"{DAYS_AHEAD}", *whose),),
        ),
        Panel(
            "quiet", _("Inactive"), _first(inactive_leads)._replace(default_columns=_QUIET), nothing=_("No inactive leads."), note=_cut(inactive_leads),
            same=(("report", "quiet", *whose, "--explain"),),
        ),
    )  # fmt: skip
    tiles = headline(standing.rows, by_month, winrate(query), due, watched, len(nodes), f"{day}")
    return Board(
        tiles,
        panels,
        troubles,
        tuple(_elapsed(calendar, Period(*_bounds(row)), day) for row in aims.dicts()),
    )


def _ranked(
    key: str,
    title: str,
    dimension: str,
    query: ReportQuery,
    by: str,
    note: str,
    same: tuple[str, ...],
) -> Panel:
    """What became of the leads of each person or source, the greatest first."""
    rows = overview(query._replace(by=(dimension,)))
    place = rows.names().index(by)
    rows = rows._replace(values=sorted(rows.values, key=lambda row: -(row[place] or 0)))
    return Panel(
        key,
        title,
        _first(rows),
        by,
        nothing=_("None yet."),
        note=f"{note} {_cut(rows)}".strip(),
        same=(same,),
    )


def _first(rows: Table) -> Table:
    return rows._replace(values=rows.values[:MOST_LISTED])


def _cut(rows: Table) -> str:
    """A word about a list that is longer than the board shows."""
    total = len(rows.values)
    return (
        _("{shown} of {total:,}.").format(shown=MOST_LISTED, total=total)
        if total > MOST_LISTED
        else ""
    )


def _alarms(watched: Table) -> dict[str, list[str]]:
    return {row["kpi"]: [_("Alarm")] for row in watched.dicts() if row["alarm"]}


def _by_step(nodes: Sequence[Node], steps: Sequence[str], lang: str) -> dict[str, Table]:
    """The nodes by steps of the funnel: several pipelines are told by groups of stages, and what comes after the win stands with it."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        known = (
            name
            for name in (node.stage.key, node.stage.group)
            if name in steps and node.stage.phase == "before"
        )
        found.setdefault(next(known, steps[-1]), []).append(node)
    return {step: diagnosis.rows(found[step], lang) for step in steps if step in found}


def _titles(troubles: Mapping[str, Table]) -> dict[str, list[str]]:
    return {step: [row["title"] for row in rows.dicts()] for step, rows in troubles.items()}


def _overdue(due: Table) -> dict[str, list[str]]:
    late = ((row["id"], row["days_overdue"]) for row in due.dicts() if row["days_overdue"])
    return {
        f"{id}": [ngettext("{days} day overdue", "{days} days overdue", days).format(days=days)]
        for id, days in late
    }


def _bounds(row: dict[str, str]) -> tuple[date, date]:
    return date.fromisoformat(row["since"]), date.fromisoformat(row["until"])


def _elapsed(calendar: WorkingDays, time: Period, today: date) -> float | None:
    """Which share of the working days is over: as `target show` projects, today is still to come."""
    days = calendar.between(*time)
    return sum(day < today for day in days) / len(days) if days else None
