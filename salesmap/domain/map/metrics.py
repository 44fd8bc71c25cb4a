"""What a detector can measure: told once for the map's check, the diagnosis and the documentation."""

from typing import NamedTuple

from salesmap.core.i18n import N_


class DetectorMetric(NamedTuple):
    """A measure of a stage: what it is called, and what it means. `unit`: `share` (0 … 1) or `days`. `takes`: what a detector
    may say with it beside the threshold; what it `needs` must be said. A lead that proves the problem is one that `meaning` counts.
    """

    title: str
    meaning: str
    unit: str = "share"
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


METRICS = {
    "missing_share": DetectorMetric(
        N_("share of incomplete leads"),
        N_(
            "open leads in the stage without one of these fields ÷ open leads in the stage; fields that no lead has do not count"
        ),
        needs=("fields",),
    ),
    "late_entry_share": DetectorMetric(
        N_("share typed in late"),
        N_(
            "leads and contacts typed in more than so many days after they happened ÷ all of them, but for what files brought"
        ),
        needs=("days",),
    ),
    "unfollowed_share": DetectorMetric(
        N_("share not followed up"),
        N_(
            "leads without contact within the stage's response time after assignment ÷ leads assigned whose response time has run out"
        ),
    ),
    "followup_rate": DetectorMetric(
        N_("follow-up rate"),
        N_(
            "leads with contact within the stage's response time after assignment ÷ leads assigned whose response time has run out"
        ),
    ),
    "quiet_share": DetectorMetric(
        N_("share gone quiet"),
        N_(
            "leads in the stage without contact, movement or plan for longer than the stage allows ÷ leads in the stage"
        ),
    ),
    "overdue_share": DetectorMetric(
        N_("share overdue"),
        N_(
            "leads in the stage with an overdue follow-up ÷ leads in the stage with an open follow-up"
        ),
    ),
    "long_share": DetectorMetric(
        N_("share waiting long"),
        N_("open leads in the stage for more than so many days ÷ open leads in the stage"),
        needs=("days",),
    ),
    "median_days": DetectorMetric(
        N_("median time"),
        N_("median length of the stays that ended, in days; those that took longer prove it"),
        unit="days",
    ),
    "lost_share": DetectorMetric(
        N_("share lost"),
        N_("leads lost in the stage ÷ leads that left it, onwards or lost"),
        takes=("words",),
    ),
    "returned_share": DetectorMetric(
        N_("share sent back"),
        N_("leads that came back to the stage from a later one ÷ leads that left it onwards"),
    ),
    "late_close_share": DetectorMetric(
        N_("share past its date"),
        N_(
            "open leads in the stage past their expected close ÷ open leads in the stage that have one"
        ),
    ),
    "no_repurchase_share": DetectorMetric(
        N_("share not buying again"),
        N_(
            "customers won so many days ago or earlier without a new lead since ÷ customers won so many days ago or earlier"
        ),
        needs=("days",),
    ),
}
"""Metrics by name. `median_days` is a length, the others are shares; only `followup_rate` is good when it is high."""
