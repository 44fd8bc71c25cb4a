"""What a detector can measure: told once for the map's check, the diagnosis and the documentation."""

from typing import NamedTuple

from salesmap.core.i18n import mark


class Metric(NamedTuple):
    """A measure of a stage: what it is called, and what it means. `unit`: `share` (0 … 1) or `days`. `takes`: what a detector
    may say with it beside the threshold; what it `needs` must be said. A lead that proves the problem is one that `meaning` counts.
    """

    title: str
    meaning: str
    unit: str = "share"
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


METRICS = {
    "missing_share": Metric(
        mark("share of incomplete leads"),
        mark("open leads in the stage without one of these fields ÷ open leads in the stage; fields that no lead has do not count"),
        needs=("fields",),
    ),
    "late_entry_share": Metric(
        mark("share typed in late"),
        mark("leads and contacts typed in more than so many days after they happened ÷ all of them, but for what files brought"),
        needs=("days",),
    ),
    "unfollowed_share": Metric(
        mark("share not followed up"),
        mark("leads without contact within the stage's response time after assignment ÷ leads assigned whose response time has run out"),
    ),
    "followup_rate": Metric(
        mark("follow-up rate"),
        mark("leads with contact within the stage's response time after assignment ÷ leads assigned whose response time has run out"),
    ),
    "quiet_share": Metric(
        mark("share gone quiet"),
        mark("leads in the stage without contact, movement or plan for longer than the stage allows ÷ leads in the stage"),
    ),
    "overdue_share": Metric(
        mark("share overdue"),
        mark("leads in the stage with an overdue follow-up ÷ leads in the stage with an open follow-up"),
    ),
    "long_share": Metric(
        mark("share waiting long"),
        mark("open leads in the stage for more than so many days ÷ open leads in the stage"),
        needs=("days",),
    ),
    "median_days": Metric(
        mark("median time"),
        mark("median length of the stays that ended, in days; those that took longer prove it"),
        unit="days",
    ),
    "lost_share": Metric(
        mark("share lost"),
        mark("leads lost in the stage ÷ leads that left it, onwards or lost"),
        takes=("words",),
    ),
    "returned_share": Metric(
        mark("share sent back"),
        mark("leads that came back to the stage from a later one ÷ leads that left it onwards"),
    ),
    "late_close_share": Metric(
        mark("share past its date"),
        mark("open leads in the stage past their expected close ÷ open leads in the stage that have one"),
    ),
    "no_repurchase_share": Metric(
        mark("share not buying again"),
        mark("customers won so many days ago or earlier without a new lead since ÷ customers won so many days ago or earlier"),
        needs=("days",),
    ),
}
"""Metrics by name. `median_days` is a length, the others are shares; only `followup_rate` is good when it is high."""
