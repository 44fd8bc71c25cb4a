"""The board: key figures, panels of other reports, and problems by stage of the funnel."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from salesmap.core.calendar import WorkingDays
from salesmap.core.clock import Clock
from salesmap.core.dates import add_months
from salesmap.core.i18n import _, ngettext
from salesmap.core.periods import Period
from salesmap.core.table import Table
from salesmap.domain.map.model import SalesMap
from salesmap.reports.activity import followups
from salesmap.reports.board.after_sales import after_sales
from salesmap.reports.board.kpi_tiles import Tile, kpi_tiles
from salesmap.reports.board.overdue_payments import overdue_payments
from salesmap.reports.board.panels import Panel, cut_words
from salesmap.reports.board.pipeline_panels import closing_panel, forecast_panel, open_by_stage
from salesmap.reports.board.review import scopes
from salesmap.reports.diagnosis.detectors import DiagnosisScope
from salesmap.reports.diagnosis.diagnosis import CurrentProblem, diagnose, problem_table
from salesmap.reports.diagnosis.kpis import kpis
from salesmap.reports.forecast.targets import TargetFilter, targets
from salesmap.reports.pipeline.funnel_totals import funnel
from salesmap.reports.pipeline.inactive import inactive
from salesmap.reports.query.filters import Filters
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import STORED, Amounts, LeadScope
from salesmap.reports.winloss.lost_reasons import lost_reasons
from salesmap.reports.winloss.months import months
from salesmap.reports.winloss.overview import overview
from salesmap.reports.winloss.winrate import winrate
from salesmap.store.connection import Connection

MONTHS, DAYS_AHEAD, MOST_LISTED = 12, 7, 15

_FUNNEL = ("label", "now", "now_value", "reached", "lost", "conversion", "median_days")
_TARGETS = ("owner", "period", "kind", "target", "actual", "progress", "pace_needed", "projection")
_DUE = ("id", "due_on", "days_overdue", "lead", "what", "owner")
_INACTIVE = ("id", "lead", "stage", "value", "owner", "quiet_days")


class Board(NamedTuple):
    """The board.

    `troubles` are the current problems by stage of the funnel; `elapsed` is, for each target, the
    share of its working days that is over.
    """

    tiles: tuple[Tile, ...]
    panels: tuple[Panel, ...]
    troubles: Mapping[str, Table]
    elapsed: tuple[float | None, ...]

    def panel(self, key: str) -> Panel:
        """Return the panel with this key."""
        return next(panel for panel in self.panels if panel.key == key)


class _Context(NamedTuple):
    """The query of the board over its period, and the options that repeat it on a command line."""

    query: ReportQuery
    period: Period
    leads: LeadScope
    options: tuple[str, ...]

    @property
    def period_options(self) -> tuple[str, ...]:
        return ("--since", f"{self.period.since}", "--until", f"{self.period.until}")

    def report(self, name: str) -> tuple[str, ...]:
        """Return the command that explains a report over the period."""
        return ("report", name, *self.period_options, *self.options, "--explain")


def board(
    connection: Connection,
    sales_map: SalesMap,
    clock: Clock,
    lang: str,
    calendar: WorkingDays,
    filters: Filters | None = None,
    options: tuple[str, ...] = (),
    amounts: Amounts = STORED,
) -> Board:
    """Return the board of the leads that pass the filters, over the last twelve months.

    `options` repeat the filters on a command line; `amounts` say how several currencies count.
    """
    today = clock.today()
    period = Period(add_months(today.replace(day=1), 1 - MONTHS), today)
    leads, planned = scopes(connection, filters, amounts)
    scope = leads._replace(since=period.since, until=period.until)
    context = _Context(ReportQuery(connection, scope, clock, lang), period, leads, options)
    totals = funnel(connection, leads, lang)
    problems = diagnose(connection, sales_map, DiagnosisScope(clock, leads=leads))
    troubles = _by_stage(problems, [row[0] for row in totals.values], lang)
    targets_table = targets(
        connection,
        clock,
        calendar,
        TargetFilter(owners=leads.owners, amounts=amounts, teams=leads.teams),
    )
    kpi_table = kpis(connection, sales_map, clock, lang, leads)
    by_month = months(context.query)
    due = followups.due(connection, today, today + timedelta(days=DAYS_AHEAD), lang, planned)
    panels = (
        _kpi_panel(context, kpi_table),
        _target_panel(context, targets_table),
        forecasts := forecast_panel(connection, clock, leads, options),
        closing_panel(connection, clock, lang, filters, options, MOST_LISTED),
        open_by_stage(totals, options),
        Panel(
            "funnel",
            _("Funnel"),
            totals._replace(default_columns=_FUNNEL),
            "reached",
            _titles(troubles),
            same=(
                ("funnel", *context.options, "--explain"),
                ("diagnose", *context.options, "--explain"),
            ),
        ),
        _month_panel(context, by_month),
        _lost_panel(context),
        _ranked(context, "people", _("Owners"), "owner", "value_won", "owners"),
        _ranked(context, "sources", _("Lead sources"), "source", "leads", "sources"),
        _due_panel(context, due),
        *overdue_payments(connection, clock, planned, MOST_LISTED, options),
        *after_sales(context.query, planned, options),
        _inactive_panel(context),
    )
    tiles = kpi_tiles(
        totals,
        by_month,
        winrate(context.query),
        forecasts.rows,
        due,
        kpi_table,
        len(problems),
        f"{today}",
    )
    elapsed = (_elapsed(calendar, _period_of(row), today) for row in targets_table.dicts())
    return Board(tiles, panels, troubles, tuple(elapsed))


def _kpi_panel(context: _Context, table: Table) -> Panel:
    return Panel(
        "kpis",
        _("KPIs"),
        table,
        marks={row["kpi"]: [_("Alarm")] for row in table.dicts() if row["alarm"]},
        nothing=_("The map has no KPIs."),
        same=(("kpi", *context.options, "--explain"),),
    )


def _target_panel(context: _Context, table: Table) -> Panel:
    return Panel(
        "targets",
        _("Targets"),
        table._replace(default_columns=_TARGETS),
        nothing=_("No target is set."),
        same=(("target", "show", *context.options, "--explain"),),
    )


def _month_panel(context: _Context, table: Table) -> Panel:
    return Panel(
        "months",
        _("By month"),
        table,
        "value_won",
        nothing=_("None yet."),
        same=(context.report("months"), context.report("winrate")),
    )


def _lost_panel(context: _Context) -> Panel:
    table = lost_reasons(context.query)
    return Panel(
        "lost_reasons",
        _("Lost reasons"),
        _first(table),
        "lost",
        nothing=_("No leads were lost."),
        note=_("Leads lost from {since} to {until}.").format(
            since=context.period.since, until=context.period.until
        ),
        cut=_cut(table),
        same=(context.report("lost-reasons"),),
    )


def _due_panel(context: _Context, table: Table) -> Panel:
    return Panel(
        "due",
        _("Due within 7 days"),
        _first(table)._replace(default_columns=_DUE),
        marks=_overdue(table),
        nothing=_("No follow-ups are due."),
        cut=_cut(table),
        same=(("due", "--days", f"{DAYS_AHEAD}", *context.options),),
    )


def _inactive_panel(context: _Context) -> Panel:
    table = inactive(context.query._replace(scope=context.leads))
    return Panel(
        "quiet",
        _("Inactive"),
        _first(table)._replace(default_columns=_INACTIVE),
        nothing=_("No inactive leads."),
        cut=_cut(table),
        same=(("report", "quiet", *context.options, "--explain"),),
    )


def _ranked(
    context: _Context, key: str, title: str, dimension: str, figure: str, report: str
) -> Panel:
    """Return the outcomes by a dimension, those with the greatest figure first."""
    table = overview(context.query._replace(by=(dimension,)))
    index = table.names().index(figure)
    table = table._replace(values=sorted(table.values, key=lambda row: -(row[index] or 0)))
    note = _("Leads created from {since} to {until}.").format(
        since=context.period.since, until=context.period.until
    )
    return Panel(
        key,
        title,
        _first(table),
        figure,
        nothing=_("None yet."),
        note=note,
        cut=_cut(table),
        same=(context.report(report),),
    )


def _first(table: Table) -> Table:
    return table._replace(values=table.values[:MOST_LISTED])


def _cut(table: Table) -> str:
    return cut_words(min(MOST_LISTED, len(table.values)), len(table.values))


def _by_stage(
    problems: Sequence[CurrentProblem], stages: Sequence[str], lang: str
) -> dict[str, Table]:
    """Return the problems by row of the funnel.

    The rows of several pipelines are groups of stages; problems after the win are under `won`.
    """
    by_stage: dict[str, list[CurrentProblem]] = {}
    for current in problems:
        keys = (current.stage.key, current.stage.group)
        is_before = current.stage.phase == "before"
        row = next((key for key in keys if is_before and key in stages), stages[-1])
        by_stage.setdefault(row, []).append(current)
    return {row: problem_table(by_stage[row], lang) for row in stages if row in by_stage}


def _titles(troubles: Mapping[str, Table]) -> dict[str, list[str]]:
    return {stage: [row["title"] for row in table.dicts()] for stage, table in troubles.items()}


def _overdue(due: Table) -> dict[str, list[str]]:
    late = ((row["id"], row["days_overdue"]) for row in due.dicts() if row["days_overdue"])
    return {
        f"{id}": [ngettext("{days} day overdue", "{days} days overdue", days).format(days=days)]
        for id, days in late
    }


def _period_of(target: dict[str, str]) -> Period:
    return Period(date.fromisoformat(target["since"]), date.fromisoformat(target["until"]))


def _elapsed(calendar: WorkingDays, period: Period, today: date) -> float | None:
    """Return the share of the working days before today."""
    days = calendar.between(*period)
    return sum(day < today for day in days) / len(days) if days else None
