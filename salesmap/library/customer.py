"""A customer, and the customers of a database, as a script works with them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from salesmap.actions.customer import care, edit, tiers
from salesmap.actions.service import ratings
from salesmap.core.table import Table as Rows
from salesmap.domain.service.rating import CSAT
from salesmap.library.record import Record, require_known, require_text
from salesmap.library.table import Table
from salesmap.library.workspace import Workspace
from salesmap.reports.customer import customers
from salesmap.reports.customer.care import next_care
from salesmap.reports.customer.conditions import CustomerFields, customer_where
from salesmap.reports.query.references import find_customer
from salesmap.store.connection import Connection


class CustomerDetails(TypedDict, total=False):
    """What a customer has beside its name."""

    address: str
    tax_no: str
    bank: str
    account: str
    external_id: str


class Customer(Record):
    """One customer, with its figures."""

    def _row(self, connection: Connection) -> Rows:
        return customers.one(_sheet(self._db, connection, self.id), self.id)

    def edit(self, *, name: str | None = None, **details: Unpack[CustomerDetails]) -> "Customer":
        """Change the name or details; an empty text clears one. Raises CustomerExists."""
        texts = _texts(details)
        edit.edit_customer(self._db.database, self.id, name, texts)
        return self

    def tier(self, key: str, *, why: str | None = None) -> "Customer":
        """Put it into a tier by hand."""
        tiers.set_tier(self._db.database, self.id, key, why)
        return self

    def cared(
        self,
        kind: str | None = None,
        note: str | None = None,
        *,
        satisfaction: int | None = None,
        at: str | datetime | None = None,
    ) -> "Customer":
        """Note that somebody cared for it (now, unless `at` says when)."""
        clock = self._db.database.clock
        moment = self._moment(at) or clock.now()
        with self._db.connection() as connection:
            due_on = next_care(connection, clock, self.id)
        wish = care.CareWish(self.id, moment, kind, note, satisfaction, due_on)
        care.care_done(self._db.database, wish, self._db.lang)
        return self

    def rate(
        self,
        score: int,
        *,
        scale: str = CSAT,
        comment: str | None = None,
        at: str | datetime | None = None,
    ) -> int:
        """Record a rating on the scale `csat5` or `nps`. Returns its id."""
        moment = self._moment(at) or self._db.database.clock.now()
        wish = ratings.RatingWish(self.id, score, scale, moment, comment)
        return ratings.add(self._db.database, wish, self._db.lang).rating_id


class Customers:
    """The customers of a database."""

    def __init__(self, db: Workspace) -> None:
        self._db = db

    def add(self, name: str, **details: Unpack[CustomerDetails]) -> Customer:
        """Add a customer. Raises CustomerExists."""
        require_text("name", name)
        texts = _texts(details)
        return Customer(self._db, edit.add_customer(self._db.database, name, texts))

    def get(self, reference: int | str) -> Customer:
        """Return the customer with this id, or these words in its name."""
        with self._db.connection() as connection:
            return Customer(self._db, find_customer(connection, str(reference)).id)

    def list(self, *filters: str, sort: str | None = None) -> Table:
        """Return the customers that pass the filters (`tier=A`, `last_purchase<-180d`), by name."""
        with self._db.connection() as connection:
            sheet = _sheet(self._db, connection)
            where = customer_where(sheet, filters, self._db.database.user)
            return Table(customers.find(sheet, where, sort=sort).rows)

    def __iter__(self) -> Iterator[Customer]:
        return (Customer(self._db, row["id"]) for row in self.list())


def _texts(details: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the details. Raises TypeError for an unknown one, or one that is no text."""
    require_known(details, CustomerDetails)
    for name, value in details.items():
        if value is not None:
            require_text(name, value)
    return details


def _sheet(db: Workspace, connection: Connection, customer_id: int | None = None) -> CustomerFields:
    _today, currency = db.day_and_currency(connection)
    return CustomerFields(connection, db.database.clock, currency, customer_id)
