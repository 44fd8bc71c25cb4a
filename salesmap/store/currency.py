"""The currency of a database: set in it, the same for everybody, or else each person's own."""

from salesmap.store.connection import Connection
from salesmap.store.database import Database

_SQL = "SELECT value FROM setting WHERE key = 'currency'"


def own_currency(connection: Connection, database: Database) -> str:
    """Return the currency in which figures are shown and amounts without one are stored."""
    if database.currency_is_given:
        return database.currency
    row = connection.execute(_SQL).fetchone()
    return str(row[0]) if row else database.currency
