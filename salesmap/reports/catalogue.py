"""Every report there is: what it tells, what its figures mean, and which leads are behind them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from salesmap.i18n import mark
from salesmap.process.metrics import METRICS
from salesmap.reports import contact_rates, movements, outcomes, pace
from salesmap.reports.asked import Asked
from salesmap.rows import Rows


class Figure(NamedTuple):
    """A figure of a report: its column, its definition, its formula with the row's columns in braces, and the leads behind it as
    (group, key if there is one, lead): a statement (by `day`) or a function. `key` is the column that tells rows apart beside the
    dimensions."""

    column: str
    meaning: str
    formula: str
    proof: str | Callable[[Asked], list[tuple[Any, ...]]]
    day: str = "created_on"
    key: str | None = None


class Report(NamedTuple):
    """A report: its help, the function that answers, its figures, the dimension that it is grouped by when nobody says, and the
    definitions to choose from (the first is the usual one)."""

    meaning: str
    ask: Callable[[Asked], Rows]
    figures: tuple[Figure, ...] = ()
    by: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()


_WIN_RATE = Figure(
    "rate", mark("won ÷ (won + lost), of leads closed in the time; dropped leads are in neither"), "{won} ÷ ({won} + {lost})",
    "winrate_leads", "closed_on",
)  # fmt: skip
_RATE_OF_COHORT = Figure(
    "rate", mark("won ÷ (won + lost), of leads that came in in the time"), "{won} ÷ ({won} + {lost})", "overview_leads"
)  # fmt: skip


_CONVERSION = mark("reached(next) ÷ reached, of leads that came in in the time")
_MIDDLE_OF_STAYS = mark("the middle length of the completed stays in the stage")


def _overview(dimension: str, meaning: str) -> Report:
    return Report(meaning, outcomes.overview, (_RATE_OF_COHORT,), (dimension,))


REPORTS: dict[str, Report] = {
    "funnel": Report(
        mark("How many leads reached each stage, where they stand, where they are lost."),
        pace.funnel,
        (
            Figure("now", mark("open leads in the stage"), "{now}", "now_leads", key="stage"),
            Figure(
                "reached", mark("leads that ever stood in the stage or further, or were won"), "{reached}", "conversion_leads", key="stage"
            ),
            Figure("advanced", mark("leads that left the stage onwards"), "{advanced}", "advanced_leads", key="stage"),
            Figure("lost", mark("leads lost while in the stage"), "{lost}", "lost_leads", key="stage"),
            Figure("conversion", _CONVERSION, "{next_reached} ÷ {reached}", "conversion_leads", key="stage"),
            Figure("median_days", _MIDDLE_OF_STAYS, mark("the middle of {leads}"), "stage_lengths_leads", key="stage"),
        ),
    ),
    "conversion": Report(
        mark("From stage to stage: how many of those that reached one went on."),
        pace.conversion,
        (
            Figure(
                "conversion",
                _CONVERSION,
                "{onwards} ÷ {reached}",
                "conversion_leads",
                key="stage",
            ),
        ),
        definitions=pace.CONVERSIONS,
    ),
    "stages": Report(
        mark("Time in every stage, and who stands there now."),
        pace.stages,
        (
            Figure(
                "median_days",
                _MIDDLE_OF_STAYS,
                mark("the middle of {stays}"),
                "stage_lengths_leads",
                key="stage",
            ),
        ),
    ),
    "winrate": Report(
        mark("Won leads among those won or lost, by count and by value."), outcomes.winrate, (_WIN_RATE,), definitions=outcomes.WIN_RATES
    ),
    "cycle": Report(
        mark("Days from the first contact to the close."),
        outcomes.cycle,
        (
            Figure(
                "median",
                mark("the middle of the days from created to closed"),
                mark("the middle of {count}"),
                "cycle_leads",
                "closed_on",
                "outcome",
            ),
        ),
    ),
    "velocity": Report(
        mark("Open leads × win rate × mean won value ÷ mean cycle: value won per day."),
        outcomes.velocity,
        (
            Figure(
                "per_day",
                mark("open leads × win rate × mean won value ÷ mean cycle in days"),
                "{open} × {win_rate} × {mean_value} ÷ {cycle_days}",
                "winrate_leads",
                "closed_on",
            ),
        ),
    ),
    "sources": _overview("source", mark("What became of the leads of each source.")),
    "regions": _overview("region", mark("What became of the leads of each region.")),
    "owners": _overview("owner", mark("What became of the leads of each owner.")),
    "products": _overview("product", mark("What became of the leads for each product.")),
    "customers": _overview("customer", mark("What became of the leads of each customer.")),
    "months": Report(
        mark("Month by month: came in, won, lost."),
        outcomes.months,
        (Figure("rate", _WIN_RATE.meaning, _WIN_RATE.formula, "months_leads", "closed_on", "month"),),
    ),
    "lost-reasons": Report(
        mark("Why leads were lost, the commonest reason first."),
        outcomes.lost_reasons,
        (Figure("lost", mark("leads lost in the time for this reason"), "{lost}", "lost_reasons_leads", "closed_on", "lost_reason"),),
    ),
    "followup-rate": Report(
        mark("Leads with contact within the response time after assignment."),
        contact_rates.followup_rate,
        (Figure("rate", METRICS["followup_rate"].meaning, "{followed} ÷ {assigned}", contact_rates.assigned_leads),),
    ),
    "response-time": Report(
        mark("Hours from assignment to the first contact."),
        contact_rates.response_time,
        (
            Figure(
                "median_hours",
                mark("the middle of the hours from assignment to the first contact, of leads that had one"),
                mark("the middle of {answered}"),
                contact_rates.assigned_leads,
            ),
        ),
    ),
    "activity": Report(
        mark("What was done: contacts by kind, and promises kept."),
        contact_rates.activity,
        (Figure("count", mark("what was recorded as done in the time"), "{count}", contact_rates.activity_leads, key="kind"),),
    ),
    "quiet": Report(mark("Open leads without contact, movement or plan for longer than their stage allows."), contact_rates.quiet),
    "aging": Report(
        mark("Open leads by how many days ago they came in."),
        contact_rates.aging,
        (Figure("leads", mark("open leads by the days since they came in"), "{leads}", contact_rates.aging_leads, key="age"),),
    ),
    "pipeline-changes": Report(
        mark("What came in, was won, lost, moved and slipped between two days."),
        movements.pipeline_changes,
        (
            Figure(
                "leads",
                movements.MEANING,
                "{leads}",
                movements.movements_leads,
                key="what",
            ),
        ),
    ),
    "cohort": Report(
        mark("Of the leads of each month, how many were won so many months later."),
        contact_rates.cohorts,
        (
            Figure(
                "share",
                mark("won so many months later or earlier ÷ leads of the month"),
                "{won} ÷ {leads}",
                "cohorts_leads",
                key="created_month",
            ),
        ),
    ),
}
"""The reports by name, in the order of the list."""
