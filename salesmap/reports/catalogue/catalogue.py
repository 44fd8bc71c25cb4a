"""Every report there is: what it tells, who answers it, and what its figures mean."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from salesmap.core.i18n import mark
from salesmap.core.table import Rows
from salesmap.reports.activity import contact_rates
from salesmap.reports.catalogue import definitions as meanings
from salesmap.reports.catalogue.definitions import Figure
from salesmap.reports.pipeline import aging as ages
from salesmap.reports.pipeline import pipeline_changes as movements
from salesmap.reports.pipeline import stage_flow as pace
from salesmap.reports.query.report_query import Asked
from salesmap.reports.winloss import win_loss as outcomes


class Report(NamedTuple):
    """A report: its help, the function that answers, its figures, the columns that tell rows apart beside the dimensions, the dimension
    that it is grouped by when nobody says; where a term has several definitions, the figures by each (the first is the usual one);
    and the figures of a list of leads when it is grouped."""

    meaning: str
    ask: Callable[[Asked], Rows]
    figures: tuple[Figure, ...]
    keys: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    definitions: Mapping[str, tuple[Figure, ...]] = {}
    in_groups: tuple[Figure, ...] = ()

    def figures_of(self, asked: Asked) -> tuple[Figure, ...]:
        """The figures that answer a question."""
        if asked.definition:
            return self.definitions[asked.definition]
        return self.in_groups if asked.by and self.in_groups else self.figures

    def keys_of(self, asked: Asked) -> tuple[str, ...]:
        """The columns that tell the rows of an answer apart."""
        return asked.by if asked.by and self.in_groups else (*asked.by, *self.keys)


def _overview(dimension: str, meaning: str) -> Report:
    return Report(meaning, outcomes.overview, meanings.OVERVIEW, by=(dimension,))


REPORTS: dict[str, Report] = {
    "funnel": Report(
        mark("How many leads reached each stage, where they stand, where they are lost."), pace.funnel, meanings.FUNNEL, ("stage",)
    ),
    "conversion": Report(
        mark("From stage to stage: how many of those that reached one went on."),
        pace.conversion,
        meanings.CONVERSION,
        ("stage",),
        definitions=dict(
            zip(
                pace.CONVERSIONS,
                (meanings.CONVERSION, meanings.CONVERSION_OF_THE_LEFT, meanings.CONVERSION_OF_THE_FIRST),
                strict=True,
            )
        ),
    ),
    "stages": Report(mark("Time in every stage, and who stands there now."), pace.stages, meanings.STAGES, ("stage",)),
    "winrate": Report(
        mark("Won leads among those won or lost, by count and by value."),
        outcomes.winrate,
        meanings.WINRATE,
        definitions=dict(zip(outcomes.WIN_RATES, (meanings.WINRATE, meanings.WINRATE_OF_CREATED), strict=True)),
    ),
    "cycle": Report(mark("Days from the first contact to the close."), outcomes.cycle, meanings.CYCLE, ("outcome",)),
    "deal-size": Report(mark("What leads that were won or lost were worth."), outcomes.deal_size, meanings.DEAL_SIZE, ("outcome",)),
    "velocity": Report(
        mark("Open leads × win rate × mean won value ÷ mean cycle: value won per day."), outcomes.velocity, meanings.VELOCITY
    ),
    "sources": _overview("source", mark("What became of the leads of each source.")),
    "regions": _overview("region", mark("What became of the leads of each region.")),
    "owners": _overview("owner", mark("What became of the leads of each owner.")),
    "products": _overview("product", mark("What became of the leads for each product.")),
    "customers": _overview("customer", mark("What became of the leads of each customer.")),
    "months": Report(mark("Month by month: came in, won, lost."), outcomes.months, meanings.MONTHS, ("month",)),
    "lost-reasons": Report(
        mark("Why leads were lost, the commonest reason first."), outcomes.lost_reasons, meanings.LOST_REASONS, ("lost_reason",)
    ),
    "followup-rate": Report(
        mark("Leads with contact within the response time after assignment."), contact_rates.followup_rate, meanings.FOLLOWUP_RATE
    ),
    "response-time": Report(mark("Hours from assignment to the first contact."), contact_rates.response_time, meanings.RESPONSE_TIME),
    "activity": Report(mark("What was done: contacts by kind, and promises kept."), contact_rates.activity, meanings.ACTIVITY, ("kind",)),
    "quiet": Report(
        mark("Open leads without contact, movement or plan for longer than their stage allows."),
        ages.quiet,
        meanings.QUIET,
        ("id",),
        in_groups=meanings.QUIET_IN_GROUPS,
    ),
    "aging": Report(mark("Open leads by how many days ago they came in."), ages.aging, meanings.AGING, ("age",)),
    "pipeline-changes": Report(
        mark("What came in, was won, lost, moved and slipped between two days."),
        movements.pipeline_changes,
        meanings.PIPELINE_CHANGES,
        ("what",),
    ),
    "cohort": Report(
        mark("Of the leads of each month, how many were won so many months later."),
        ages.cohorts,
        meanings.COHORT,
        ("created_month", "months_later"),
    ),
}
"""The reports by name, in the order of the list."""
