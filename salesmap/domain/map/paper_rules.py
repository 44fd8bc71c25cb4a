"""What a map can ask of the papers of a lead, and how it handles quotes."""

from typing import NamedTuple

PAPER_FACTS = {
    "quote": ("sent", "accepted"),
    "contract": ("approved", "signed"),
    "needs": ("covered",),
}
"""The facts of a lead's papers that an item can ask for, by its key in the map."""

PAPERS_TO_APPROVE = ("quote", "contract")


class QuoteRules(NamedTuple):
    """How quotes are handled.

    `given_limit` is the share of the first price above which giving in counts as a price war. A
    sent quote is followed up after `follow_days`, and `before_expiry_days` before it expires.
    `lead_value` is what the value of the lead follows: `off`, or the `total` or `net` of the quote.
    """

    given_limit: float = 0.15
    follow_days: int = 2
    before_expiry_days: int = 2
    lead_value: str = "off"
