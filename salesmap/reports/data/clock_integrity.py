"""Whether the clocks kept of customers agree with what happened."""

from collections.abc import Iterator

from salesmap.core.i18n import _
from salesmap.store.clocks.facts import CustomerClock, customer_clocks
from salesmap.store.clocks.keeping import are_kept
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_MOST_LISTED = 20


def clock_contradictions(connection: Connection) -> list[str]:
    """Return a line about the customers whose clock is wrong; none where none are kept."""
    if not are_kept(connection):
        return []
    wrong = sorted(set(_different(connection)))
    text = _("Customers {customers}: the dates for care and repurchase are wrong.")
    listed = ", ".join(map(str, wrong[:_MOST_LISTED]))
    return [text.format(customers=listed)] if wrong else []


def _different(connection: Connection) -> Iterator[int]:
    """Yield the customers whose clock is another, or missing, or none; both sides ascend."""
    kept = (CustomerClock(*row) for row in connection.execute(statements(__file__)["clocks"]))
    other = next(kept, None)
    for wanted in customer_clocks(connection):
        while other and other.customer_id < wanted.customer_id:
            yield other.customer_id
            other = next(kept, None)
        if other != wanted:
            yield wanted.customer_id
        if other and other.customer_id == wanted.customer_id:
            other = next(kept, None)
    while other:
        yield other.customer_id
        other = next(kept, None)
