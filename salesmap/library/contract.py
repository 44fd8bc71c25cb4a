"""A contract with its money, and the contracts of a database, as a script works with them."""

from collections.abc import Sequence
from typing import Any

from salesmap.actions.contract import drafting, invoices, milestones, payments, plans, signing
from salesmap.core.table import Table as Rows
from salesmap.library.lead import Lead
from salesmap.library.quote import Quote
from salesmap.library.record import Amount, Record, read_amount, require_record, words_of
from salesmap.library.table import Table
from salesmap.library.workspace import Day, Workspace
from salesmap.reports.contract import contracts
from salesmap.reports.contract.scope import contract_scope
from salesmap.reports.query.papers import find_paper
from salesmap.store.connection import Connection


class Contract(Record):
    """One contract, with its payment plan, milestones, payments and invoices."""

    def _row(self, connection: Connection) -> Rows:
        return contracts.one(connection, self._db.database.clock.today(), self.id)

    def detail(self) -> dict[str, Any]:
        """Return the fields with plan, milestones, payments …, as `salesmap contract show`."""
        with self._db.connection() as connection:
            today = self._db.database.clock.today()
            return contracts.detail(connection, today, self.id).as_dict()

    def plan(self, text: str) -> "Contract":
        """Set the payment plan: `30% sign+7d, 70% 2027-01-31`."""
        plans.set_plan(self._db.database, self.id, text)
        return self

    def sign(self, on: Day | None = None) -> "Contract":
        """Note that it was signed; its lead is won. Raises ApprovalMissing."""
        signing.sign(self._db.database, self.id, self._db.day_or_none(on))
        return self

    def milestone(self, what: str, due: Day | None = None) -> int:
        """Add a milestone. Returns its number in the contract."""
        day = self._db.day(due).isoformat() if due is not None else None
        return milestones.add(self._db.database, self.id, what, day).number

    def reached(self, milestone: int, on: Day | None = None) -> "Contract":
        """Note that a milestone is done."""
        day = self._db.day_or_none(on)
        milestones.mark_done(self._db.database, self.id, milestone, day)
        return self

    def pay(
        self,
        amount: Amount,
        on: Day | None = None,
        *,
        part: int | None = None,
        method: str | None = None,
        reference: str | None = None,
    ) -> int:
        """Record money received, for the oldest open part unless one is named. Returns its id."""
        cents, currency = read_amount(amount)
        wish = payments.PaymentWish(
            amount_cents=cents or 0,
            currency=currency,
            on=self._db.day_or_none(on),
            method=method,
            reference=reference,
            for_part=part,
        )
        return payments.add(self._db.database, self.id, wish).payment_id

    def invoice(self, amount: Amount, on: Day | None = None, *, number: str | None = None) -> int:
        """Record an invoice. Returns its id."""
        cents, currency = read_amount(amount)
        day = self._db.day_or_none(on)
        wish = invoices.InvoiceWish(cents or 0, currency=currency, on=day, number=number)
        return invoices.add(self._db.database, self.id, wish).invoice_id


class Contracts:
    """The contracts of a database."""

    def __init__(self, db: Workspace) -> None:
        self._db = db

    def add(
        self,
        lead: Lead,
        amount: Amount | None = None,
        *,
        quote: Quote | None = None,
        plan: str | None = None,
        ends: Day | None = None,
        owner: str | None = None,
    ) -> Contract:
        """Draft a contract: of an amount, a quote, or the lead's accepted quote or value."""
        require_record("lead", lead, Lead)
        if quote is not None:
            require_record("quote", quote, Quote)
        cents, currency = read_amount(amount)
        wish = drafting.ContractWish(
            amount_cents=cents,
            currency=currency,
            ends=self._db.day(ends).isoformat() if ends is not None else None,
            plan=plan,
            owner=owner,
        )
        done = drafting.new(self._db.database, lead.id, wish, quote.id if quote else None)
        return Contract(self._db, done.contract_id)

    def get(self, reference: int | str) -> Contract:
        """Return the contract with this id or number, `x:EXTERNAL-ID`, or `lead:LEAD`'s newest."""
        with self._db.connection() as connection:
            return Contract(self._db, find_paper(connection, "contract", str(reference)).id)

    def list(self, *filters: str, status: Sequence[str] = ()) -> Table:
        """Return the contracts that pass the filters, the newest first."""
        with self._db.connection() as connection:
            scope = contract_scope(connection, self._db.filters(filters))
            today = self._db.database.clock.today()
            return Table(contracts.find(connection, today, words_of(status), scope).rows)
