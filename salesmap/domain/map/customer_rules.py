"""How a map scores customers, puts them into tiers, and how fast it serves them."""

from typing import NamedTuple

from salesmap.domain.map.words import Words


class RfmRules(NamedTuple):
    """The bounds between the scores of few customers, four each and ascending.

    `r` are days since the last purchase, inclusive; `f` purchases and `m` money, in whole units of
    the database's currency, from which on a score is higher.
    """

    r: tuple[int, ...] = (30, 90, 180, 365)
    f: tuple[int, ...] = (2, 3, 5, 8)
    m: tuple[int, ...] = (10_000, 50_000, 100_000, 500_000)


class ServiceRule(NamedTuple):
    """How fast tickets of a priority are to be answered and solved, in hours of working time."""

    priority: str
    response_hours: float
    solution_hours: float

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return self.priority


class TierRule(NamedTuple):
    """A tier: the customers for whom every filter of `when` holds, and no tier before it.

    A customer of it is cared for `care_days` after the last contact, by one of `kinds`; `ask` is
    what to ask then. It buys again `repurchase_days` after a purchase, unless its own purchases
    tell. Without days there is no reminder.
    """

    key: str
    label: Words
    when: tuple[str, ...] = ()
    care_days: int | None = None
    repurchase_days: int | None = None
    kinds: tuple[str, ...] = ()
    ask: Words | None = None
