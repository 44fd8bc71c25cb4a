"""The fixed words of contracts, as they are stored or shown."""

from salesmap.core.i18n import N_

TERMINATIONS = ("refund", "keep_credit", "move")
STATE_WORDS = (
    N_("draft"),
    N_("in_approval"),
    N_("approved"),
    N_("signed"),
    N_("in_progress"),
    N_("fulfilled"),
    N_("closed"),
    N_("void"),
    N_("terminated"),
    N_("not_due"),
    N_("part_paid"),
    N_("paid"),
    N_("overdue"),
)
"""The states of contracts and of the parts of their plans (see `state`), for the catalogue."""
