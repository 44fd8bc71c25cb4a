"""The words that the team's records are made of."""

from salesmap.core.i18n import N_

ROLES = (N_("rep"), N_("manager"), N_("finance"), N_("admin"), N_("reader"))
"""The roles of members, beside those that a map names."""

STATES = (N_("active"), N_("away"), N_("former"))
"""The states of members, which are derived."""

OWNER_CHANGES = (
    N_("assigned"),
    N_("claimed"),
    N_("returned"),
    N_("swept"),
    N_("handed_over"),
    N_("changed"),
)
"""How a lead changes hands: by a rule, from and to the pool, to a successor, by hand."""
