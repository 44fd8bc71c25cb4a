"""Questions to the clocks of customers: of each owner the first few, and how many there are.

However many customers wait, the index leads to the first ones of each owner.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from salesmap.core.folding import fold
from salesmap.domain.customer.fields import BY_KEY
from salesmap.reports.query.scope import LeadScope
from salesmap.store.clocks.facts import CustomerClock
from salesmap.store.clocks.keeping import are_kept
from salesmap.store.clocks.reading import clocks
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)


class Among(NamedTuple):
    """The customers `c` to look at: `AND …`, what it joins, its parameters; and whose they are.

    No owners are all.
    """

    sql: str = ""
    joins: str = ""
    parameters: Mapping[str, Any] = {}
    owners: tuple[str, ...] = ()

    def ids(self, connection: Connection) -> list[int] | None:
        """Return the customers to work clocks out for, None for all and where they are kept."""
        if not self.sql:
            return self._of_owners(connection)
        query = _SQL["among"].replace("{joins}", self.joins).replace("{among}", self.sql)
        return [id for (id,) in connection.execute(query, self.parameters)]

    def _of_owners(self, connection: Connection) -> list[int] | None:
        if not self.owners or are_kept(connection):
            return None
        parameters = {f"owner{number}": owner for number, owner in enumerate(self.owners)}
        bound = ", ".join(f"lower(:{name})" for name in parameters)
        query = _SQL["of_owners"].replace("{owners}", bound)
        return [id for (id,) in connection.execute(query, parameters)]


EVERYBODY = Among()


def with_leads(scope: LeadScope) -> Among:
    """Return the customers with a lead in scope, of one of its owners."""
    if not scope.filter_sql:
        return Among(owners=scope.owners)
    sql = _SQL["with_lead"].replace("{condition}", scope.filter_sql)
    return Among(sql, parameters=scope.parameters(), owners=scope.owners)


class Test(NamedTuple):
    """What the clocks of a tier are asked: a condition on `k`, its parameters, and the order.

    `day` is no longer than what falls on one day, wherever the asker is.
    """

    sql: str
    order: str
    day: str
    tier: str
    parameters: Mapping[str, Any]


class ClockQuery:
    """A look at the clocks of some customers, see `asking`."""

    def __init__(self, connection: Connection, among: Among) -> None:
        self._connection = connection
        owners = [owner for (owner,) in connection.execute(_SQL["owners"]).fetchall()]
        if among.owners:
            wanted = set(map(fold, among.owners))
            owners = [owner for owner in owners if fold(owner) in wanted]
        self._owners = json.dumps(owners)

    def first_of_each(self, test: Test, most: int) -> tuple[list[CustomerClock], int]:
        """Return the first clocks of each owner, as many as `most`, and how many pass the test."""
        rows = self._run("first_of_each", test, most=most).fetchall()
        ids = [id for _count, found in rows for id in json.loads(found)]
        return self._some(ids), sum(count for count, _ids in rows)

    def first_of_each_day(self, test: Test, most: int) -> tuple[list[CustomerClock], int]:
        """Return the first clocks of each owner and day, `most` or a few more; and the count."""
        rows = self._run("first_of_each_day", test, most=most).fetchall()
        return self._some([id for (id,) in rows]), self.count(test)

    def count(self, test: Test) -> int:
        """Return how many pass the test."""
        return int(self._run("count", test).fetchone()[0])

    def all(self, test: Test) -> list[CustomerClock]:
        """Return the clocks that pass the test, in its order."""
        return list(self.each(test))

    def ids(self, test: Test) -> list[int]:
        """Return the customers that pass the test, ascending."""
        return [id for (id,) in self._run("ids", test)]

    def each(self, test: Test) -> Iterator[CustomerClock]:
        """Yield them one by one."""
        return (CustomerClock(*row) for row in self._run("all", test))

    def _some(self, ids: Sequence[int]) -> list[CustomerClock]:
        rows = self._connection.execute(_SQL["some"], {"ids": json.dumps(list(ids))}).fetchall()
        return [CustomerClock(*row) for row in rows]

    def _run(self, name: str, test: Test, **more: Any) -> Any:
        query = _SQL[name]
        for part in ("order", "day"):
            query = query.replace(f"{{{part}}}", getattr(test, part))
        query = query.replace("{test}", test.sql)
        parameters = {**test.parameters, "owners": self._owners, "tier": test.tier, **more}
        return self._connection.execute(query, parameters)


@contextmanager
def asking(connection: Connection, among: Among) -> Iterator[ClockQuery]:
    """Yield a look at the clocks of the customers to look at."""
    with clocks(connection, among.ids(connection)) as kept:
        yield ClockQuery(kept, among)


def names(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str | None]]:
    """Return the names and phones of customers."""
    query = _SQL["names"].replace("{phone}", BY_KEY["phone"].sql)
    rows = connection.execute(query, {"ids": json.dumps(list(ids))}).fetchall()
    return {id: (name, phone) for id, name, phone in rows}
