"""Whether a database takes care of customers: nobody else is reminded of it, or keeps clocks."""

from salesmap.store.connection import Connection
from salesmap.store.statements import statements


def is_in_use(connection: Connection) -> bool:
    """Return whether a customer has a tier, or was cared for: then reminders are wanted."""
    return bool(connection.execute(statements(__file__)["in_use"]).fetchone()[0])
