"""A ticket, and the tickets of a database, as a script works with them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from salesmap.actions.service import tickets as actions
from salesmap.core.table import Table as Rows
from salesmap.library.customer import Customer
from salesmap.library.record import Record, require_record, require_text, words_of
from salesmap.library.table import Table
from salesmap.library.workspace import Workspace
from salesmap.reports.service import tickets
from salesmap.reports.service.reference import find_ticket
from salesmap.store.connection import Connection


class Ticket(Record):
    """One ticket. What happens on it happens now, unless `at` says when."""

    def _row(self, connection: Connection) -> Rows:
        return tickets.one(connection, self._db.database.clock, self.id)

    def detail(self) -> dict[str, Any]:
        """Return the fields with the events, as `salesmap ticket show`."""
        with self._db.connection() as connection:
            return tickets.detail(connection, self._db.database.clock, self.id).as_dict()

    def reply(self, note: str | None = None, *, at: str | datetime | None = None) -> "Ticket":
        """Note that a person answered."""
        return self._happened("replied", note, at)

    def wait(self, note: str | None = None, *, at: str | datetime | None = None) -> "Ticket":
        """Wait for the customer: the time for the solution stands still."""
        return self._happened("waiting", note, at)

    def resume(self, note: str | None = None, *, at: str | datetime | None = None) -> "Ticket":
        """Wait no longer."""
        return self._happened("resumed", note, at)

    def resolve(self, note: str | None = None, *, at: str | datetime | None = None) -> "Ticket":
        """Note that it is solved."""
        return self._happened("resolved", note, at)

    def reopen(self, note: str | None = None, *, at: str | datetime | None = None) -> "Ticket":
        """Open it again."""
        return self._happened("reopened", note, at)

    def close(self, note: str | None = None, *, at: str | datetime | None = None) -> "Ticket":
        """Close it."""
        return self._happened("closed", note, at)

    def _happened(self, kind: str, note: str | None, at: str | datetime | None) -> "Ticket":
        actions.record(self._db.database, self.id, kind, note, self._moment(at))
        return self


class Tickets:
    """The tickets of a database."""

    def __init__(self, db: Workspace) -> None:
        self._db = db

    def add(
        self,
        customer: Customer,
        text: str,
        *,
        priority: str | None = None,
        kind: str | None = None,
        owner: str | None = None,
        at: str | datetime | None = None,
    ) -> Ticket:
        """Open a ticket (now, unless `at` says when)."""
        require_record("customer", customer, Customer)
        require_text("text", text)
        wish = actions.TicketWish(text, priority, kind, owner=owner)
        done = actions.open_ticket(self._db.database, customer.id, wish, customer._moment(at))
        return Ticket(self._db, done.ticket_id)

    def get(self, reference: int | str) -> Ticket:
        """Return the ticket with this id or number, or `x:EXTERNAL-ID`."""
        with self._db.connection() as connection:
            return Ticket(self._db, find_ticket(connection, str(reference)).id)

    def list(self, *filters: str, status: Sequence[str] = (), breached: bool = False) -> Table:
        """Return the tickets that pass the filters, the newest first; `breached`: those late."""
        clock = self._db.database.clock
        with self._db.connection() as connection:
            scope = self._db.scope(connection, filters)
            found = tickets.find(
                connection, clock, words_of(status), (), scope, is_breached=breached
            )
            return Table(found.rows)
