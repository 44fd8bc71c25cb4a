"""The pool: until when a lead stays with its owner, and who may claim one.

The clock starts when the present owner got the lead, and the last day still belongs to the owner.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.i18n import _
from salesmap.domain.map.team.rules import PoolRule


class Claims(NamedTuple):
    """What counts against a member who claims: claims made today, open leads, how many they take.

    A lead that is given back frees no claim of the day.
    """

    today: int
    open: int
    capacity: int | None


class NotInPool(RuleViolation):
    """A lead is somebody's, or closed, and cannot be claimed."""

    code = "not_in_pool"

    def __init__(self, lead_id: int, name: str, owner: str | None, since: str) -> None:
        text = _("Lead {id} ({name}) is not in the pool: it is closed.")
        if owner:
            text = _("Lead {id} ({name}) is not in the pool: it is {owner}'s since {since}.")
        super().__init__(
            text.format(id=lead_id, name=name, owner=owner, since=since),
            id=lead_id,
            name=name,
            owner=owner,
            since=since,
        )


class NothingToReturn(RuleViolation):
    """A lead is in the pool already."""

    code = "nothing_to_return"

    def __init__(self, lead_id: int, name: str) -> None:
        text = _("Lead {id} ({name}) is in the pool already.")
        super().__init__(text.format(id=lead_id, name=name), id=lead_id, name=name)


class DailyLimitReached(RuleViolation):
    """A member claims more leads in a day than the pool allows. `data`: `limit`, `claimed`."""

    code = "daily_limit"

    def __init__(self, pool: str, limit: int, claimed: int) -> None:
        text = _("The pool {pool} gives {limit} leads a day, and you claimed {claimed} today.")
        super().__init__(
            text.format(pool=pool, limit=limit, claimed=claimed),
            pool=pool,
            limit=limit,
            claimed=claimed,
        )


class PoolCapacityReached(RuleViolation):
    """A member has as many open leads as they take. `data`: `capacity`, `open`."""

    code = "capacity_reached"

    def __init__(self, capacity: int, opened: int) -> None:
        text = _("You have {open} open leads, and may have {capacity}.")
        super().__init__(
            text.format(open=opened, capacity=capacity), capacity=capacity, open=opened
        )


class CoolingDown(RuleViolation):
    """A member lost the lead to the pool too short a time ago. `data`: `lost_on`, `from`."""

    code = "cooling_down"

    def __init__(self, lead_id: int, lost_on: date, again_on: date) -> None:
        text = _("You lost lead {id} on {lost}: you may claim it again from {again} on.")
        super().__init__(
            text.format(id=lead_id, lost=lost_on, again=again_on),
            id=lead_id,
            lost_on=lost_on.isoformat(),
            again_on=again_on.isoformat(),
        )


class StaysWithOwner(RuleViolation):
    """A lead with a signed contract or an open quote stays with its owner."""

    code = "stays_with_owner"

    def __init__(self, lead_id: int, name: str) -> None:
        text = _("Lead {id} ({name}) has a signed contract or an open quote: it stays.")
        super().__init__(text.format(id=lead_id, name=name), id=lead_id, name=name)


class UnknownPool(NotFoundError):
    """No pool is called so. `data`: the `known` ones as `candidates`."""

    code = "unknown_pool"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = list(known)
        super().__init__(
            _("Pool {name!r} not found.").format(name=name), name=name, candidates=names
        )


def kept_until(rule: PoolRule, since: date, activities: Iterable[date]) -> date:
    """Return the last day on which a lead is its owner's, who got it on a day.

    Activities before that day do not count.
    """
    last = since + timedelta(days=rule.days)
    for day in activities:
        if day >= since:
            last = max(last, day + timedelta(days=rule.extend))
    return last if rule.most is None else min(last, since + timedelta(days=rule.most))


def warned_from(rule: PoolRule, last: date) -> date:
    """Return the day from which the owner is warned."""
    return last - timedelta(days=rule.notice)


def check_claims(rule: PoolRule | None, claims: Claims, count: int) -> None:
    """Raise DailyLimitReached or PoolCapacityReached where a member cannot claim so many leads."""
    if rule is not None and rule.per_day is not None and claims.today + count > rule.per_day:
        raise DailyLimitReached(rule.key, rule.per_day, claims.today)
    limits = [claims.capacity, rule.capacity if rule else None]
    capacity = min((limit for limit in limits if limit is not None), default=None)
    if capacity is not None and claims.open + count > capacity:
        raise PoolCapacityReached(capacity, claims.open)


def check_cooldown(rule: PoolRule | None, lead_id: int, lost_on: date | None, today: date) -> None:
    """Raise CoolingDown while the cooldown lasts, counted from the day the lead was lost."""
    if rule is None or lost_on is None:
        return
    again = lost_on + timedelta(days=rule.cooldown)
    if today < again:
        raise CoolingDown(lead_id, lost_on, again)
