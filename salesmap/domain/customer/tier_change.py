"""The change of a customer's tier by a rule of the map."""

from typing import NamedTuple


class TierChange(NamedTuple):
    """A customer, its tier before and after, the rule behind it, and the version that was seen."""

    customer_id: int
    name: str
    before: str | None
    after: str | None
    rule: str | None
    version: int
