"""The words that the team's records are made of."""

OWNER_CHANGES = ("assigned", "claimed", "returned", "swept", "handed_over", "changed")
"""How a lead changes hands: by a rule, from and to the pool, to a successor, by hand."""
