"""The repurchase clock: which customers are to buy again by now, and have no open lead."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from heapq import nsmallest
from typing import Any, NamedTuple

from salesmap.domain.customer.repurchase import FEWEST, median_gap, repurchase_on
from salesmap.reports.customer.care import Among
from salesmap.reports.query.rows import day_number
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)


class Repurchase(NamedTuple):
    """A customer that is to buy again; `gap` is how often it does, None where its tier tells."""

    customer_id: int
    tier: str | None
    last_on: date
    due_on: date
    gap: float | None


def repurchases_due(
    connection: Connection, until: date, among: Among, most: int
) -> tuple[list[Repurchase], int]:
    """Return the customers to buy again by a day, as many as `most`, and how many there are.

    The best tier first, then the newest due: an old chance is a cold one.
    """
    tiers = current_map(connection).tiers
    if not tiers:
        return [], 0
    usual = {rule.key: rule.repurchase_days for rule in tiers}
    usual_of_none = tiers[-1].repurchase_days  # a buyer without a tier is in the last one
    busy = {id for (id,) in connection.execute(_SQL["with_open_lead"])}
    in_tier = dict(connection.execute(_SQL["tiers"]).fetchall())
    last_day = until.toordinal()
    order = {rule.key: index for index, rule in enumerate(tiers)}
    shortest = min(filter(None, (*usual.values(), usual_of_none)), default=None)
    found = []
    for id, days in _purchases(connection, among, shortest, until):
        if id in busy:
            continue
        tier = in_tier.get(id)
        due_on = repurchase_on(days, usual.get(tier) if tier else usual_of_none)
        if due_on and due_on <= last_day:
            found.append((order.get(tier or "", len(tiers)), -due_on, id, days))
    return [
        Repurchase(
            id,
            in_tier.get(id),
            date.fromordinal(days[-1]),
            date.fromordinal(-newest),
            median_gap(days),
        )
        for _tier, newest, id, days in nsmallest(most, found)
    ], len(found)


def _purchases(
    connection: Connection, among: Among, shortest: int | None, until: date
) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield the customers with the days of their purchases, ascending; several on a day are one.

    Of customers with too few to tell how often they buy the last one tells, and only where it is
    as long ago as the `shortest` time after which a tier is to buy again.
    """
    narrowed = _SQL["among"] if among.sql else ""
    narrowed = narrowed.replace("{joins}", among.joins).replace("{among}", among.sql)
    parameters: dict[str, Any] = {**among.parameters, "fewest": FEWEST}
    if shortest is not None:
        parameters["latest"] = (until - timedelta(days=shortest)).isoformat()
        query = _SQL["last_purchases"].replace("{among}", narrowed)
        for id, day in connection.execute(query, parameters):
            yield id, (day_number(day),)
        del parameters["latest"]
    query = _SQL["purchases"].replace("{among}", narrowed)
    customer, days = 0, list[int]()
    for id, day in connection.execute(query, parameters):
        number = day_number(day)
        if id != customer:
            if days:
                yield customer, days
            customer, days = id, [number]
        elif number != days[-1]:
            days.append(number)
    if days:
        yield customer, days
