"""Contracts and payments imported later than an instant that count before it, by their own dates.

A contract counts from the day of its signature, a payment from its own; what parts of a plan had
received follows from these.
"""

from collections.abc import Mapping, Sequence

from salesmap.store.connection import Connection
from salesmap.store.statements import statements

TABLES = ("contract", "contract_version", "plan_part", "payment", "allocation", "customer")
"""The tables to which such records are added."""

_SQL = statements(__file__)
_ORDER = (
    "add_contracts",
    "add_versions",
    "reopen",
    "add_parts",
    "add_payments",
    "add_allocations",
    "set_received",
    "add_customers",
)


def find(connection: Connection, at: Mapping[str, str]) -> bool:
    """Note such contracts and payments; `past_created` exists. Return whether there are any."""
    connection.execute(_SQL["contracts"], at)
    connection.execute(_SQL["payments"], at)
    return connection.execute(_SQL["any"]).fetchone() is not None


def add(
    connection: Connection, columns: Mapping[str, Sequence[str]], at: Mapping[str, str]
) -> None:
    """Add what `find` noted to the temporary tables, which have these columns."""
    lists = {table: ", ".join(names) for table, names in columns.items()}
    for name in _ORDER:
        connection.execute(_SQL[name].format(**lists), at)
