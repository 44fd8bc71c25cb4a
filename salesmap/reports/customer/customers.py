"""Customers: a list with the figures of their leads, and one of them in full.

A purchase is a won lead; several on one day are one. Won amounts of several currencies are not
added: `value_won` and `currency` are empty then.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from salesmap.core.table import Table, columns
from salesmap.reports.query.like import with_words
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.connection import Connection
from salesmap.store.file.dialect import names_in_order
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "id:int name owner phone:phone email leads_open:int leads_won:int value_won:money currency "
    "first_purchase:day last_purchase:day purchases:int last_contact:instant next_due:day "
    "address tax_no bank account"
)
_DEFAULT_COLUMNS = (
    "id",
    "name",
    "owner",
    "leads_open",
    "leads_won",
    "value_won",
    "last_purchase",
    "next_due",
)
_CONTACTS = columns("id:int name phone:phone email wechat title")
_LEADS = columns(
    "id:int name stage:key:stage_words status:word value:money currency owner created_at:instant "
    "closed_on:day"
)
_TIMELINE = columns("at:instant event:word text actor lead")
_LATEST = 200
"""How many events of the timeline are shown."""


class CustomerDetail(NamedTuple):
    """A customer with its contacts, leads and papers, and what happened with them."""

    customer: Table
    contacts: Table
    leads: Table
    quotes: Table
    contracts: Table
    payments: Table
    timeline: Table

    def as_dict(self) -> dict[str, Any]:
        """Return the parts as `customer show --format json` has them."""
        return {
            **self.customer.dicts()[0],
            "contacts": self.contacts.dicts(),
            "leads": self.leads.dicts(),
            "quotes": self.quotes.dicts(),
            "contracts": self.contracts.dicts(),
            "payments": self.payments.dicts(),
            "timeline": self.timeline.dicts(),
        }


def find(
    connection: Connection,
    search: Sequence[str] = (),
    customers: Sequence[str] = (),
    scope: LeadScope = EVERYTHING,
) -> Table:
    """Return the customers by name that have a lead in scope; of any without one.

    With `search` or `customers`, those with every word of one of the texts in their name.
    """
    searched, parameters = with_words("c.name_key", search, "searched")
    named, of_names = with_words("c.name_key", customers, "customer")
    condition = f"{searched} AND {named}"
    if of_leads := scope.condition():
        leads = f"SELECT l.customer_id FROM lead l WHERE l.status <> 'dropped'{of_leads}"
        condition += f" AND c.id IN ({leads})"
    return _table(connection, condition, {**parameters, **of_names, **scope.parameters()})


def one(connection: Connection, customer_id: int) -> Table:
    """Return one customer as a table of one row."""
    return _table(connection, "c.id = :id", {"id": customer_id})


def detail(
    connection: Connection, customer_id: int, lang: str, today: date, currency: str
) -> CustomerDetail:
    """Return a customer in full; `currency` is that of the database."""
    from salesmap.reports.contract import contracts, payments
    from salesmap.reports.quote import quotes

    parameters = {"id": customer_id, "lang": lang, "latest": _LATEST}
    scope = LeadScope(
        filter_sql=" AND l.customer_id = :customer", filter_parameters={"customer": customer_id}
    )
    return CustomerDetail(
        one(connection, customer_id),
        Table(_CONTACTS, connection.execute(_SQL["contacts"], parameters).fetchall()),
        Table(
            _LEADS,
            connection.execute(_SQL["leads"], parameters).fetchall(),
            ("id", "name", "stage", "status", "value", "owner"),
            ("stage_words",),
        ),
        quotes.find(connection, today, currency, scope=scope)[0],
        contracts.find(connection, today, scope=scope).rows,
        payments.find(connection, scope).rows,
        _timeline(connection, parameters),
    )


def _timeline(connection: Connection, parameters: Mapping[str, Any]) -> Table:
    """Return what happened on the leads and the papers of a customer, the newest first."""
    from salesmap.reports.lead.paper_events import customer_events

    logged = connection.execute(_SQL["timeline"], parameters).fetchall()
    papers = customer_events(connection, parameters["id"])
    # What is of one moment stands as it happened, read from below.
    happened = sorted([*logged[::-1], *papers], key=lambda row: row[0])[::-1]
    return Table(_TIMELINE, happened[:_LATEST])


def _table(connection: Connection, condition: str, parameters: dict[str, Any]) -> Table:
    in_order = names_in_order(connection, "c.name_key")
    query = _SQL["customers"].replace("{condition}", condition).replace("{in_order}", in_order)
    return Table(COLUMNS, connection.execute(query, parameters).fetchall(), _DEFAULT_COLUMNS)
