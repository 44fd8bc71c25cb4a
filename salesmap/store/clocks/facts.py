"""The clocks of customers, worked out from what happened.

Any contact counts: an interaction that is no note, an answer to a ticket, a care visit; and a won
lead. A customer nobody was ever in touch with counts from when it was recorded.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from salesmap.domain.customer.fields import BY_KEY
from salesmap.domain.customer.repurchase import FEWEST, median_gap, repurchase_on
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
_FIELDS = ("owner", "last_contact", "last_purchase")
_HOUR_OF_PURCHASE = "T10:00:00Z"
"""When a purchase was on its day: an instant of this day in every zone from UTC−10 to UTC+13.

So the days of contacts and of purchases, in whatever zone, are in the order of their instants.
"""


class CustomerClock(NamedTuple):
    """A row of the table of clocks, see its model."""

    customer_id: int
    tier: str
    owner: str
    contact_at: str | None
    bought_on: str | None
    touched_at: str
    gap: float | None
    again_on: str | None
    is_busy: int

    @property
    def was_touched(self) -> bool:
        """Return whether anybody was ever in touch, or sold something."""
        return bool(self.contact_at or self.bought_on)


def customer_clocks(
    connection: Connection, ids: Sequence[int] | None = None
) -> Iterator[CustomerClock]:
    """Yield the clocks of customers, of all where no `ids` are given, ascending."""
    customers, purchases = _SQL["customers"], _SQL["purchases"]
    for key in _FIELDS:
        customers = customers.replace(f"{{{key}}}", BY_KEY[key].sql)
    chosen = _SQL["chosen"] if ids is not None else ""
    customers = customers.replace("{of_customers}", chosen.replace("{id}", "c.id"))
    purchases = purchases.replace("{of_leads}", chosen.replace("{id}", "o.customer_id"))
    parameters = {"ids": json.dumps(list(ids))} if ids is not None else {}
    often = groupby(
        connection.execute(purchases, {**parameters, "fewest": FEWEST}), key=itemgetter(0)
    )
    of, rows = next(often, (None, iter(())))
    for id, tier, owner, contact, bought, recorded, busy in connection.execute(
        customers, parameters
    ):
        gap = again = None
        if of == id:
            gap, again = _rhythm([day for _id, day in rows])
            of, rows = next(often, (None, iter(())))
        purchase = f"{bought}{_HOUR_OF_PURCHASE}" if bought else None
        touched = max(filter(None, (contact, purchase)), default=recorded)
        yield CustomerClock(id, tier, owner, contact, bought, touched, gap, again, busy)


def _rhythm(days: Sequence[str]) -> tuple[float | None, str | None]:
    """Return the median gap between purchases, and from when the next is due."""
    try:
        numbers = sorted({date.fromisoformat(day).toordinal() for day in days})
    except ValueError:
        return None, None  # 31 February passes the constraint: `db check` names it
    gap = median_gap(numbers)
    again = repurchase_on(numbers, None)
    return gap, date.fromordinal(again).isoformat() if again else None
