"""What a detector can measure: for the map's check, the diagnosis and the documentation."""

from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.domain.map.model import Problem

_TOLERANCE = 1e-9
"""What binary fractions may be off."""


class DetectorMetric(NamedTuple):
    """A metric of a stage with its title and definition.

    `unit` is `share` (0 … 1), `days`, `hours` or `rounds`. `takes` are the optional and `needs` the
    required keys of a detector with this metric. The affected leads are those that the numerator of
    `meaning` counts; `record` is what it counts, where that hangs on customers: `ticket`.
    """

    title: str
    meaning: str
    unit: str = "share"
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    record: str = "lead"


METRICS = {
    "missing_share": DetectorMetric(
        N_("share of incomplete leads"),
        N_(
            "open leads in the stage that lack one of these fields ÷ open leads in the "
            "stage; fields that are empty on every lead do not count"
        ),
        needs=("fields",),
    ),
    "late_entry_share": DetectorMetric(
        N_("share entered late"),
        N_(
            "leads and contacts entered more than the given days after they happened ÷ all "
            "leads and contacts; imported ones do not count"
        ),
        needs=("days",),
    ),
    "unfollowed_share": DetectorMetric(
        N_("share not followed up"),
        N_(
            "leads not contacted within the stage's response time after assignment ÷ "
            "assigned leads past their response time"
        ),
    ),
    "followup_rate": DetectorMetric(
        N_("follow-up rate"),
        N_(
            "leads contacted within the stage's response time after assignment ÷ assigned "
            "leads past their response time"
        ),
    ),
    "quiet_share": DetectorMetric(
        N_("share inactive"),
        N_(
            "leads in the stage without contact, stage change or planned follow-up for "
            "longer than the stage allows ÷ leads in the stage"
        ),
    ),
    "overdue_share": DetectorMetric(
        N_("share overdue"),
        N_(
            "leads in the stage with an overdue follow-up ÷ leads in the stage with an open "
            "follow-up"
        ),
    ),
    "long_share": DetectorMetric(
        N_("share in stage too long"),
        N_("open leads in the stage for more than the given days ÷ open leads in the stage"),
        needs=("days",),
    ),
    "median_days": DetectorMetric(
        N_("median days in stage"),
        N_(
            "median days of the completed stays in the stage, and of the open ones already "
            "above the threshold"
        ),
        unit="days",
    ),
    "lost_share": DetectorMetric(
        N_("share lost"),
        N_("leads lost in the stage ÷ leads that left the stage, advanced or lost"),
        takes=("words",),
    ),
    "returned_share": DetectorMetric(
        N_("share moved back"),
        N_("leads moved back to the stage from a later one ÷ leads that advanced from the stage"),
    ),
    "late_close_share": DetectorMetric(
        N_("share past expected close date"),
        N_(
            "open leads in the stage past their expected close date ÷ open leads in the "
            "stage that have one"
        ),
    ),
    "no_repurchase_share": DetectorMetric(
        N_("share without repurchase"),
        N_(
            "customers won at least the given days ago without a new lead since ÷ customers "
            "won at least the given days ago"
        ),
        needs=("days",),
    ),
    "quote_unanswered_share": DetectorMetric(
        N_("share of quotes without answer"),
        N_(
            "quotes sent whose follow-up time is over, without contact since and without a "
            "decision ÷ quotes sent whose follow-up time is over"
        ),
    ),
    "quote_rounds_median": DetectorMetric(
        N_("median rounds of a quote"),
        N_("median number of versions sent of the quotes that were decided"),
        unit="rounds",
    ),
    "price_only_share": DetectorMetric(
        N_("share of revisions for the price alone"),
        N_("versions of quotes revised for the price, with nothing got for it ÷ all revisions"),
    ),
    "approval_hours": DetectorMetric(
        N_("median hours to approval"),
        N_("median hours from asking for an approval to the decision; open ones until now"),
        unit="hours",
    ),
    "below_floor_share": DetectorMetric(
        N_("share below the floor price"),
        N_("quotes sent with an item below its floor price ÷ quotes sent"),
    ),
    "needs_uncovered_share": DetectorMetric(
        N_("share with uncovered needs"),
        N_(
            "open leads in the stage or later with a need that nothing covers ÷ open leads in the "
            "stage or later with any need"
        ),
    ),
    "late_milestone_share": DetectorMetric(
        N_("share of late milestones"),
        N_(
            "milestones of signed contracts done after their date, or still open past it ÷ "
            "milestones whose date has passed"
        ),
    ),
    "overdue_payment_share": DetectorMetric(
        N_("share of overdue payments"),
        N_(
            "payments of signed contracts that are overdue ÷ payments of signed contracts that "
            "have fallen due"
        ),
    ),
    "csat_low_share": DetectorMetric(
        N_("share of dissatisfied customers"),
        N_("ratings of 1 and 2 ÷ ratings from 1 to 5, of customers in the pipelines of the stage"),
    ),
    "care_overdue_share": DetectorMetric(
        N_("share of customers overdue for care"),
        N_(
            "customers not cared for within the days of their tier ÷ customers whose tier asks for "
            "care, won in the pipelines of the stage"
        ),
    ),
    "repurchase_rate": DetectorMetric(
        N_("repurchase rate"),
        N_(
            "customers with purchases on two days or more ÷ customers who bought in the pipelines "
            "of the stage; the purchases of the time"
        ),
    ),
    "renewal_rate": DetectorMetric(
        N_("renewal rate"),
        N_(
            "contracts that a signed one continues ÷ signed contracts that ended in the time, in "
            "the pipelines of the stage"
        ),
    ),
    "response_breach_share": DetectorMetric(
        N_("share of tickets answered late"),
        N_(
            "tickets answered after their target, or not answered though it has passed ÷ tickets "
            "answered, or whose target has passed; those that we opened, or whose dates contradict "
            "each other, do not count"
        ),
        record="ticket",
    ),
}
"""Metrics by name."""

RATES = ("followup_rate", "repurchase_rate", "renewal_rate")
"""The metrics that are good when they are high."""

MOST_OF_UNIT = {"share": 1, "days": 36_500, "hours": 876_000, "rounds": 1_000}
"""The largest threshold by unit."""


def is_beyond(problem: Problem, figure: float | None, cases: int) -> bool:
    """Return whether a figure is beyond the threshold of a problem, in at least `least` cases."""
    if figure is None or cases < problem.least:
        return False
    difference = figure - problem.threshold
    return difference > _TOLERANCE if problem.side == "above" else difference < -_TOLERANCE
