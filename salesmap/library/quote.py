"""A quote, and the quotes of a database, as a script works with them."""

from collections.abc import Sequence
from typing import Any

from salesmap.actions.quote import deciding, draft
from salesmap.actions.quote.pricing import LineWish
from salesmap.actions.quote.sending import Sending, send
from salesmap.actions.quote.templates import template_finder
from salesmap.core.table import Table as Rows
from salesmap.library.lead import Lead
from salesmap.library.record import Amount, Record, read_amount, require_record, words_of
from salesmap.library.table import Table
from salesmap.library.workspace import Day, Workspace
from salesmap.reports.query.papers import find_paper
from salesmap.reports.quote import quotes
from salesmap.store.connection import Connection


class Quote(Record):
    """One quote, with all its versions."""

    def _row(self, connection: Connection) -> Rows:
        return quotes.one(connection, *self._db.day_and_currency(connection), self.id)

    def detail(self, version: int | None = None) -> dict[str, Any]:
        """Return the fields with lines, versions, bids and approvals, as `salesmap quote show`."""
        with self._db.connection() as connection:
            _today, currency = self._db.day_and_currency(connection)
            clock = self._db.database.clock
            return quotes.detail(connection, clock, currency, self.id, version).as_dict()

    def add(self, *lines: str, price: Amount | None = None) -> "Quote":
        """Add lines to the draft: `CODE@QUANTITY` of products, or texts with a price."""
        draft.add_lines(self._db.database, self.id, lines, _line(price))
        return self

    def send(
        self, *, by: str | None = None, to: str | None = None, valid: Day | None = None
    ) -> "Quote":
        """Mark the draft as sent; nothing is mailed. Raises ApprovalMissing, NothingPriced."""
        sending = Sending(by, to, self._db.day_or_none(valid), template_finder(self._db.database))
        send(self._db.database, self.id, sending)
        return self

    def revise(self, why: str, *, got: str | None = None) -> "Quote":
        """Begin the next version; `got` is what was got for a concession."""
        deciding.revise(self._db.database, self.id, why, got)
        return self

    def accept(
        self, version: int | None = None, *, late: bool = False, note: str | None = None
    ) -> "Quote":
        """Note that the customer accepted the newest version, or a named one."""
        deciding.accept(self._db.database, self.id, version, late=late, note=note)
        return self

    def decline(self, reason: str, *, note: str | None = None) -> "Quote":
        """Note that the customer declined."""
        deciding.decline(self._db.database, self.id, reason, note)
        return self

    def withdraw(self, *, note: str | None = None) -> "Quote":
        """Take back what was sent."""
        deciding.withdraw(self._db.database, self.id, note)
        return self


class Quotes:
    """The quotes of a database."""

    def __init__(self, db: Workspace) -> None:
        self._db = db

    def add(
        self,
        lead: Lead,
        *lines: str,
        price: Amount | None = None,
        template: str | None = None,
        owner: str | None = None,
        currency: str | None = None,
    ) -> Quote:
        """Begin a quote on a lead, with lines as `Quote.add` takes them."""
        require_record("lead", lead, Lead)
        wish = draft.QuoteWish(
            template=template,
            owner=owner,
            currency=currency,
            lines=template_finder(self._db.database)(template).lines,
        )
        return Quote(
            self._db, draft.new(self._db.database, lead.id, lines, wish, _line(price)).quote_id
        )

    def get(self, reference: int | str) -> Quote:
        """Return the quote with this id or number, `x:EXTERNAL-ID`, or `lead:LEAD`'s newest."""
        with self._db.connection() as connection:
            return Quote(self._db, find_paper(connection, "quote", str(reference)).id)

    def list(self, *filters: str, status: Sequence[str] = ()) -> Table:
        """Return the quotes of the leads that pass the filters, the newest first."""
        with self._db.connection() as connection:
            scope = self._db.scope(connection, filters)
            where = self._db.day_and_currency(connection)
            return Table(quotes.find(connection, *where, words_of(status), scope)[0])


def _line(price: Amount | None) -> LineWish:
    cents, currency = read_amount(price)
    return LineWish(price_cents=cents, currency=currency)
