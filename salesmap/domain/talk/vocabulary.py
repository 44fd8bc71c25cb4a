"""The words of talk that the schema knows."""

from salesmap.core.i18n import N_

NEWS = (
    N_("mention"),
    N_("comment"),
    N_("assigned"),
    N_("handover"),
    N_("approval"),
    N_("decision"),
    N_("conflict"),
    N_("pool"),
)
"""What a piece of news is about: what somebody wrote, got or lost, what was decided."""

RULINGS = (N_("one owner"), N_("shared"))
"""How a conflict of owners is settled."""
