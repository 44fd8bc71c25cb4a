"""Customers that pass the filters of a rule, and the lead on which a rule acts for each."""

from collections.abc import Collection, Iterator, Sequence

from salesmap.reports.customer.conditions import CustomerFields, customer_where
from salesmap.store.connection import Connection
from salesmap.store.currency import own_currency
from salesmap.store.database import Database
from salesmap.store.statements import statements

_SQL = statements(__file__)


def customers_passing(
    connection: Connection, database: Database, filters: Sequence[str], id: int | None = None
) -> set[int]:
    """Return the ids of the customers that pass all filters; of one customer only, if given.

    Raises what `customer_where` raises.
    """
    currency = own_currency(connection, database)
    fields = CustomerFields(connection, database.clock, currency, id)
    where = customer_where(fields, filters, database.user)
    if id is not None:
        where = where.also("c.id = :asked_id", {"asked_id": id})
    query = _SQL["passing"].replace("{joins}", where.joins).replace("{where}", where.sql)
    return {id for (id,) in connection.execute(query, where.parameters)}


def newest_of_each(
    connection: Connection, leads: Collection[int], customers: Collection[int]
) -> Iterator[int]:
    """Yield of some leads the newest of each of these customers, open ones first, then won ones."""
    seen = set()
    for customer_id, lead_id in connection.execute(_SQL["newest"]):
        if lead_id in leads and customer_id in customers and customer_id not in seen:
            seen.add(customer_id)
            yield lead_id
