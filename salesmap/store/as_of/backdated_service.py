"""Tickets and ratings that files brought later than an instant, but that count before it.

A ticket counts from when it was opened, with the events up to the instant; what follows from later
ones is not yet so. A rating counts from its own day.
"""

from collections.abc import Mapping, Sequence

from salesmap.store.connection import Connection
from salesmap.store.statements import statements

TABLES = ("ticket", "ticket_event", "rating", "customer")
"""The tables to which such records are added."""

_SQL = statements(__file__)
_ORDER = (
    "add_tickets",
    "add_events",
    "unanswer",
    "reopen",
    "stop_waiting",
    "add_ratings",
    "add_customers",
)


def find(connection: Connection, at: Mapping[str, str]) -> bool:
    """Note such tickets and ratings; `past_created` exists. Return whether there are any."""
    connection.execute(_SQL["tickets"], at)
    connection.execute(_SQL["ratings"], at)
    return connection.execute(_SQL["any"]).fetchone() is not None


def add(
    connection: Connection, columns: Mapping[str, Sequence[str]], at: Mapping[str, str]
) -> None:
    """Add what `find` noted to the temporary tables, which have these columns."""
    lists = {table: ", ".join(names) for table, names in columns.items()}
    for name in _ORDER:
        connection.execute(_SQL[name].format(**lists), at)
