"""The follow-ups that ratings raise, and cancel when they are corrected or deleted."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from salesmap.actions.service.newest_lead import Raised, raise_followup
from salesmap.core.clock import instant
from salesmap.domain.map.rating_rules import RaisedFollowup
from salesmap.domain.records import Followup, Rating
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork

FRESH_DAYS = 30
"""A rating that is older raises no follow-up."""

_OPEN = """
id IN (SELECT f.id FROM followup f JOIN lead l ON l.id = f.lead_id
WHERE l.customer_id = ? AND f.what IN (?, ?) AND f.recorded_at >= ?
AND f.done_at IS NULL AND f.dropped_at IS NULL)
"""


class Rated(NamedTuple):
    """A rating as it is now; `raised` is the follow-up, None where none was wanted.

    `is_old`: one would have been raised if the rating were newer. `canceled` are those that it had
    raised as it was before.
    """

    rating_id: int
    raised: Raised | None = None
    is_old: bool = False
    canceled: Sequence[Raised] = ()


def follow_up(change: UnitOfWork, rating: Rating, lang: str) -> Rated:
    """Raise the follow-up that the map asks for after a rating."""
    followup = wanted(change, rating)
    if followup is None:
        return Rated(rating.id)
    if rating.at < _fresh_since(change):
        return Rated(rating.id, is_old=True)
    return Rated(rating.id, raise_followup(change, rating.customer_id, followup, lang))


def wanted(change: UnitOfWork, rating: Rating) -> RaisedFollowup | None:
    """Return what the map asks for after a rating with this score; None for nothing."""
    rules = current_map(change.connection).satisfaction
    low, high = rules.low, rules.high
    least = low.bound(rating.scale) if low else None
    most = high.bound(rating.scale) if high else None
    if low and least is not None and rating.score <= least:
        return low.followup
    if high and most is not None and rating.score >= most:
        return high.followup
    return None


def cancel(change: UnitOfWork, rating: Rating, followup: RaisedFollowup) -> list[Raised]:
    """Cancel what a rating raised and is open, unless another fresh one asks for the same."""
    others = change.all(
        Rating,
        "customer_id = ? AND id <> ? AND at >= ?",
        rating.customer_id,
        rating.id,
        _fresh_since(change),
    )
    if any(wanted(change, other) == followup for other in others):
        return []
    texts = followup.what.en, followup.what.zh
    canceled = []
    for each in change.all(Followup, _OPEN, rating.customer_id, *texts, rating.recorded_at):
        each.dropped_at = change.now
        each.version += 1
        canceled.append(Raised(each.what, each.id, each.lead_id, each.due_on))
    return canceled


def _fresh_since(change: UnitOfWork) -> str:
    return instant(change.database.clock.now() - timedelta(days=FRESH_DAYS))
