"""The currency of a database, set in it or else each person's own; one amount converted."""

from salesmap.store.connection import Connection
from salesmap.store.database import Database

_SQL = "SELECT value FROM setting WHERE key = 'currency'"
_RATE = """SELECT coalesce(
  (SELECT micros FROM rate WHERE currency = :currency AND day <= :day ORDER BY day DESC LIMIT 1),
  (SELECT micros FROM rate WHERE currency = :currency ORDER BY day LIMIT 1))"""


def own_currency(connection: Connection, database: Database) -> str:
    """Return the currency in which figures are shown and amounts without one are stored."""
    if database.currency_is_given:
        return database.currency
    row = connection.execute(_SQL).fetchone()
    return str(row[0]) if row else database.currency


def amount_by_currency(
    connection: Connection, cents: int, currency: str, own: str, day: str
) -> dict[str, int]:
    """Return an amount in its currency, and in the database's `own` where a rate is known.

    The rate is the newest on that day, else the first one after it, as for leads.
    """
    amounts = {currency: cents}
    if currency != own:
        # Imported where used: every command asks for the currency, few convert an amount.
        from fractions import Fraction

        from salesmap.core.figures.rounding import MILLION, half_up

        (rate,) = connection.execute(_RATE, {"currency": currency, "day": day}).fetchone()
        if rate is not None:
            amounts[own] = half_up(Fraction(cents * rate, MILLION))
    return amounts
