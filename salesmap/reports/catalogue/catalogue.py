"""Every report there is: what it tells, who answers it, and what its figures mean."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.core.table import Table
from salesmap.reports.activity import contact_rates
from salesmap.reports.catalogue import definitions as meanings
from salesmap.reports.catalogue.definitions import Metric
from salesmap.reports.pipeline import aging as ages
from salesmap.reports.pipeline import pipeline_changes as movements
from salesmap.reports.pipeline import stage_flow as pace
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.winloss import win_loss as outcomes


class Report(NamedTuple):
    """A report: its help, the function that answers, its figures, the columns that tell rows apart beside the dimensions, the dimension
    that it is grouped by when nobody says; where a term has several definitions, the figures by each (the first is the usual one);
    and the figures of a list of leads when it is grouped."""

    meaning: str
    ask: Callable[[ReportQuery], Table]
    figures: tuple[Metric, ...]
    keys: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    definitions: Mapping[str, tuple[Metric, ...]] = {}
    in_groups: tuple[Metric, ...] = ()

    def figures_of(self, query: ReportQuery) -> tuple[Metric, ...]:
        """The figures that answer a question."""
        if query.definition:
            return self.definitions[query.definition]
        return self.in_groups if query.by and self.in_groups else self.figures

    def keys_of(self, query: ReportQuery) -> tuple[str, ...]:
        """The columns that tell the rows of an answer apart."""
        return query.by if query.by and self.in_groups else (*query.by, *self.keys)


def _overview(dimension: str, meaning: str) -> Report:
    return Report(meaning, outcomes.overview, meanings.OVERVIEW, by=(dimension,))


REPORTS: dict[str, Report] = {
    "funnel": Report(
        N_("Funnel: leads that reached each stage, are in it, or were lost in it."),
        pace.funnel,
        meanings.FUNNEL,
        ("stage",),
    ),
    "conversion": Report(
        N_("Conversion from each stage to the next."),
        pace.conversion,
        meanings.CONVERSION,
        ("stage",),
        definitions=dict(
            zip(
                pace.CONVERSIONS,
                (
                    meanings.CONVERSION,
                    meanings.CONVERSION_OF_THE_LEFT,
                    meanings.CONVERSION_OF_THE_FIRST,
                ),
                strict=True,
            )
        ),
    ),
    "stages": Report(
        N_("Time in each stage, and leads in it now."),
        pace.stages,
        meanings.STAGES,
        ("stage",),
    ),
    "winrate": Report(
        N_("Win rate: won leads as a share of won and lost, by count and by value."),
        outcomes.winrate,
        meanings.WINRATE,
        definitions=dict(
            zip(outcomes.WIN_RATES, (meanings.WINRATE, meanings.WINRATE_OF_CREATED), strict=True)
        ),
    ),
    "cycle": Report(
        N_("Sales cycle: days from creation to close."),
        outcomes.cycle,
        meanings.CYCLE,
        ("outcome",),
    ),
    "deal-size": Report(
        N_("Deal size: value of won and lost leads."),
        outcomes.deal_size,
        meanings.DEAL_SIZE,
        ("outcome",),
    ),
    "velocity": Report(
        N_(
            "Sales velocity: open leads × win rate × mean won value ÷ mean cycle, in value per day."
        ),
        outcomes.velocity,
        meanings.VELOCITY,
    ),
    "sources": _overview("source", N_("Open, won and lost leads by lead source.")),
    "regions": _overview("region", N_("Open, won and lost leads by region.")),
    "owners": _overview("owner", N_("Open, won and lost leads by owner.")),
    "products": _overview("product", N_("Open, won and lost leads by product.")),
    "customers": _overview("customer", N_("Open, won and lost leads by customer.")),
    "months": Report(
        N_("New, won and lost leads by month."), outcomes.months, meanings.MONTHS, ("month",)
    ),
    "lost-reasons": Report(
        N_("Lost leads by reason, the most frequent first."),
        outcomes.lost_reasons,
        meanings.LOST_REASONS,
        ("lost_reason",),
    ),
    "followup-rate": Report(
        N_("Follow-up rate: leads contacted within the response time after assignment."),
        contact_rates.followup_rate,
        meanings.FOLLOWUP_RATE,
    ),
    "response-time": Report(
        N_("Response time: hours from assignment to first contact."),
        contact_rates.response_time,
        meanings.RESPONSE_TIME,
    ),
    "activity": Report(
        N_("Activity: contacts by type, and follow-ups done."),
        contact_rates.activity,
        meanings.ACTIVITY,
        ("kind",),
    ),
    "quiet": Report(
        N_(
            "Inactive leads: open leads without contact, stage change or planned follow-up "
            "for longer than their stage allows."
        ),
        ages.quiet,
        meanings.QUIET,
        ("id",),
        in_groups=meanings.QUIET_IN_GROUPS,
    ),
    "aging": Report(N_("Open leads by age in days."), ages.aging, meanings.AGING, ("age",)),
    "pipeline-changes": Report(
        N_("Pipeline movement: new, won, lost, moved and slipped leads between two days."),
        movements.pipeline_changes,
        meanings.PIPELINE_CHANGES,
        ("what",),
    ),
    "cohort": Report(
        N_("Cohorts: share of each month's leads that were won after so many months."),
        ages.cohorts,
        meanings.COHORT,
        ("created_month", "months_later"),
    ),
}
"""The reports by name, in the order of the list."""
