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
        N_("How many leads reached each stage, where they stand, where they are lost."),
        pace.funnel,
        meanings.FUNNEL,
        ("stage",),
    ),
    "conversion": Report(
        N_("From stage to stage: how many of those that reached one went on."),
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
        N_("Time in every stage, and who stands there now."),
        pace.stages,
        meanings.STAGES,
        ("stage",),
    ),
    "winrate": Report(
        N_("Won leads among those won or lost, by count and by value."),
        outcomes.winrate,
        meanings.WINRATE,
        definitions=dict(
            zip(outcomes.WIN_RATES, (meanings.WINRATE, meanings.WINRATE_OF_CREATED), strict=True)
        ),
    ),
    "cycle": Report(
        N_("Days from the first contact to the close."),
        outcomes.cycle,
        meanings.CYCLE,
        ("outcome",),
    ),
    "deal-size": Report(
        N_("What leads that were won or lost were worth."),
        outcomes.deal_size,
        meanings.DEAL_SIZE,
        ("outcome",),
    ),
    "velocity": Report(
        N_("Open leads × win rate × mean won value ÷ mean cycle: value won per day."),
        outcomes.velocity,
        meanings.VELOCITY,
    ),
    "sources": _overview("source", N_("What became of the leads of each source.")),
    "regions": _overview("region", N_("What became of the leads of each region.")),
    "owners": _overview("owner", N_("What became of the leads of each owner.")),
    "products": _overview("product", N_("What became of the leads for each product.")),
    "customers": _overview("customer", N_("What became of the leads of each customer.")),
    "months": Report(
        N_("Month by month: came in, won, lost."), outcomes.months, meanings.MONTHS, ("month",)
    ),
    "lost-reasons": Report(
        N_("Why leads were lost, the commonest reason first."),
        outcomes.lost_reasons,
        meanings.LOST_REASONS,
        ("lost_reason",),
    ),
    "followup-rate": Report(
        N_("Leads with contact within the response time after assignment."),
        contact_rates.followup_rate,
        meanings.FOLLOWUP_RATE,
    ),
    "response-time": Report(
        N_("Hours from assignment to the first contact."),
        contact_rates.response_time,
        meanings.RESPONSE_TIME,
    ),
    "activity": Report(
        N_("What was done: contacts by kind, and promises kept."),
        contact_rates.activity,
        meanings.ACTIVITY,
        ("kind",),
    ),
    "quiet": Report(
        N_("Open leads without contact, movement or plan for longer than their stage allows."),
        ages.quiet,
        meanings.QUIET,
        ("id",),
        in_groups=meanings.QUIET_IN_GROUPS,
    ),
    "aging": Report(
        N_("Open leads by how many days ago they came in."), ages.aging, meanings.AGING, ("age",)
    ),
    "pipeline-changes": Report(
        N_("What came in, was won, lost, moved and slipped between two days."),
        movements.pipeline_changes,
        meanings.PIPELINE_CHANGES,
        ("what",),
    ),
    "cohort": Report(
        N_("Of the leads of each month, how many were won so many months later."),
        ages.cohorts,
        meanings.COHORT,
        ("created_month", "months_later"),
    ),
}
"""The reports by name, in the order of the list."""
