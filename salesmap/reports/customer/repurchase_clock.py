"""The repurchase clock: which customers are to buy again by now, and have no open lead."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from salesmap.domain.map.customer_rules import TierRule
from salesmap.domain.vocabulary import TIERS
from salesmap.reports.customer.clock_query import Among, Test, asking
from salesmap.store.clocks.facts import CustomerClock
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map

_RHYTHM = "k.is_busy = 0 AND k.again_on IS NOT NULL AND k.again_on <= :until"
_USUAL = (
    "k.is_busy = 0 AND k.again_on IS NULL AND k.bought_on IS NOT NULL AND k.bought_on <= :latest"
)


class Repurchase(NamedTuple):
    """A customer that is to buy again; `gap` is how often it does, None where its tier tells."""

    customer_id: int
    tier: str | None
    owner: str | None
    last_on: date
    due_on: date
    gap: float | None


class _Asked(NamedTuple):
    """A test of customers, what their tier tells, and the place of the tier."""

    test: Test
    usual_days: int | None
    place: int


def repurchases_due(
    connection: Connection, until: date, among: Among, most: int, after: date | None = None
) -> tuple[list[Repurchase], int]:
    """Return the customers to buy again by a day, `most` of each owner, and how many there are.

    The best tier first, then the newest due: an old chance is a cold one. With `after`, those due
    after a day only, so many of each owner and day; `most` 0 means all.
    """
    found: list[tuple[tuple[int, int, int], Repurchase]] = []
    total = 0
    with asking(connection, among) as query:
        for asked in _asked(current_map(connection).tiers, until, after):
            if after:
                clocks, count = query.first_of_each_day(asked.test, most)
            elif most:
                clocks, count = query.first_of_each(asked.test, most)
            else:
                clocks = query.all(asked.test)
                count = len(clocks)
            total += count
            for each in clocks:
                again = _repurchase(each, asked.usual_days)
                order = asked.place, -again.due_on.toordinal(), again.customer_id
                found.append((order, again))
    return [again for _order, again in sorted(found)], total


def repurchase_count(connection: Connection, until: date, among: Among) -> int:
    """Return how many customers are to buy again by a day."""
    with asking(connection, among) as query:
        tiers = current_map(connection).tiers
        return sum(query.count(asked.test) for asked in _asked(tiers, until, None))


def _asked(tiers: Sequence[TierRule], until: date, after: date | None) -> Iterator[_Asked]:
    """Yield the tests of each tier: by a customer's own rhythm, else by the tier's days.

    A buyer without a tier is in the last one, but comes after it.
    """
    if not tiers:
        return
    usual = {rule.key: rule.repurchase_days for rule in tiers} | {"": tiers[-1].repurchase_days}
    order = {rule.key: place for place, rule in enumerate(tiers)}
    for tier in dict.fromkeys((*order, *TIERS, "")):
        place, days = order.get(tier, len(tiers)), usual.get(tier)
        bounds = {"until": until.isoformat()}
        sql = _RHYTHM
        if after:
            sql += " AND k.again_on > :after"
            bounds["after"] = after.isoformat()
        yield _Asked(Test(sql, "k.again_on DESC", "k.again_on", tier, bounds), None, place)
        if days:
            bounds = {"latest": (until - timedelta(days=days)).isoformat()}
            sql = _USUAL
            if after:
                sql += " AND k.bought_on > :after"
                bounds["after"] = (after - timedelta(days=days)).isoformat()
            yield _Asked(Test(sql, "k.bought_on DESC", "k.bought_on", tier, bounds), days, place)


def _repurchase(each: CustomerClock, usual_days: int | None) -> Repurchase:
    last_on = date.fromisoformat(each.bought_on or "")
    due_on = (
        last_on + timedelta(days=usual_days)
        if usual_days
        else date.fromisoformat(each.again_on or "")
    )
    tier, owner = each.tier or None, each.owner or None
    return Repurchase(each.customer_id, tier, owner, last_on, due_on, each.gap)
