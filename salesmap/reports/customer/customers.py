"""Customers: a list with the figures of their leads, and one of them in full.

A purchase is a won lead; several on one day are one. Won amounts of several currencies are not
added: `value_won` and `currency` are empty then.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.core.clock import instant
from salesmap.core.table import Table, columns
from salesmap.domain.vocabulary import TIER_SET
from salesmap.reports.customer.rfm import all_scored
from salesmap.reports.query.like import with_words
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.connection import Connection
from salesmap.store.file.dialect import names_in_order
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "id:int name tier owner phone:phone email leads_open:int leads_won:int value_won:money "
    "currency first_purchase:day last_purchase:day purchases:int last_contact:instant next_due:day "
    "rfm address tax_no bank account"
)
_DEFAULT_COLUMNS = (
    "id",
    "name",
    "tier",
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
    tiers: Sequence[str] = (),
    scored_by: ReportQuery | None = None,
) -> Table:
    """Return the customers by name that have a lead in scope; of any without one.

    With `search` or `customers`, those with every word of one of the texts in their name; with
    `tiers`, those in one of these. `scored_by` gives them their RFM, which takes a look at every
    purchase.
    """
    searched, parameters = with_words("c.name_key", search, "searched")
    named, of_names = with_words("c.name_key", customers, "customer")
    condition = f"{searched} AND {named}"
    if of_leads := scope.condition():
        leads = f"SELECT l.customer_id FROM lead l WHERE l.status <> 'dropped'{of_leads}"
        condition += f" AND c.id IN ({leads})"
    of_tiers = {f"tier{number}": tier for number, tier in enumerate(tiers)}
    if tiers:
        condition += f" AND lower(c.tier) IN ({', '.join(f'lower(:{name})' for name in of_tiers)})"
    parameters |= {**of_names, **scope.parameters(), **of_tiers}
    return _table(connection, condition, parameters, scored_by)


def one(connection: Connection, customer_id: int, scored_by: ReportQuery | None = None) -> Table:
    """Return one customer as a table of one row."""
    return _table(
        connection, "c.id = :id", {"id": customer_id}, scored_by, " AND l.customer_id = :id"
    )


def tier_of(connection: Connection, customer_id: int) -> str | None:
    """Return the tier of a customer."""
    row = connection.execute(_SQL["tier"], {"id": customer_id}).fetchone()
    return row[0] if row else None


def tiers(connection: Connection) -> list[str]:
    """Return the tiers that customers are in."""
    return [tier for (tier,) in connection.execute(_SQL["tiers"])]


def detail(query: ReportQuery, customer_id: int, currency: str) -> CustomerDetail:
    """Return a customer in full; `currency` is that of the database."""
    from salesmap.reports.contract import contracts, payments
    from salesmap.reports.quote import quotes

    connection, today = query.connection, query.clock.today()
    parameters = {"id": customer_id, "lang": query.lang}
    scope = LeadScope(
        filter_sql=" AND l.customer_id = :customer", filter_parameters={"customer": customer_id}
    )
    return CustomerDetail(
        one(connection, customer_id, query),
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
        _timeline(query, customer_id),
    )


def _timeline(query: ReportQuery, customer_id: int) -> Table:
    """Return what happened on the leads, the papers and the tier of a customer, newest first."""
    from salesmap.reports.lead.paper_events import customer_events
    from salesmap.reports.service import rating_events

    connection = query.connection
    parameters = {
        "id": customer_id,
        "latest": _LATEST,
        "tier_set": TIER_SET,
        "now": instant(query.clock.now()),
    }
    logged = connection.execute(_SQL["timeline"], parameters).fetchall()
    tiers_set = connection.execute(_SQL["tiers_set"], parameters).fetchall()
    papers = customer_events(connection, customer_id)
    papers += rating_events.of_customer(connection, customer_id)
    # What is of one moment stands as it happened, read from below.
    happened = sorted([*logged[::-1], *papers, *tiers_set], key=lambda row: row[0])[::-1]
    return Table(_TIMELINE, happened[:_LATEST])


def _table(
    connection: Connection,
    condition: str,
    parameters: Mapping[str, Any],
    scored_by: ReportQuery | None,
    of_customer: str = "",
) -> Table:
    in_order = names_in_order(connection, "c.name_key")
    rfm, scores, bounds = "NULL", "", dict[str, Any]()
    if scored_by:
        rfm, (scored, bounds) = _SQL["rfm"], all_scored(scored_by)
        scores = _SQL["scores"].replace("{scored}", scored)
    sql = (
        _SQL["customers"]
        .replace("{rfm}", rfm)
        .replace("{scores}", scores)
        .replace("{of_customer}", of_customer)
        .replace("{condition}", condition)
        .replace("{in_order}", in_order)
    )
    rows = connection.execute(sql, {**parameters, **bounds}).fetchall()
    return Table(COLUMNS, rows, _DEFAULT_COLUMNS)
