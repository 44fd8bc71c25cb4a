"""What a map makes of ratings and of referrals: follow-ups."""

from typing import NamedTuple

from salesmap.domain.map.words import Words


class RaisedFollowup(NamedTuple):
    """A follow-up that something raises, due in `days` days."""

    what: Words
    days: int
    kind: str | None = None


class RatingRule(NamedTuple):
    """The bounds of a rating on each scale, None for never, and what follows from it."""

    csat5: int | None
    nps: int | None
    followup: RaisedFollowup

    def bound(self, scale: str) -> int | None:
        """Return the bound on a scale."""
        bound: int | None = getattr(self, scale)
        return bound


class RatingRules(NamedTuple):
    """What follows from a rating that is `low` (its bound or less) or `high` (or more)."""

    low: RatingRule | None = None
    high: RatingRule | None = None
