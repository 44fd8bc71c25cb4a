"""The currency of a database: set in it, the same for everybody, or else each person's own."""

from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.file.connection import peek

_SQL = "SELECT value FROM setting WHERE key = 'currency'"


def with_own_currency(database: Database) -> Database:
    """Return a database with the currency that is set in it, as far as it can be read now."""
    if database.currency_is_given:
        return database
    currency = peek(database.path, _SQL)
    return database._replace(currency=currency) if isinstance(currency, str) else database


def own_currency(connection: Connection, database: Database) -> str:
    """Return the currency in which figures are shown and amounts without one are stored."""
    if database.currency_is_given:
        return database.currency
    row = connection.execute(_SQL).fetchone()
    return str(row[0]) if row else database.currency
