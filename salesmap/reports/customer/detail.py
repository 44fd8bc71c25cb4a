"""One customer in full: with its contacts, leads and papers, and what happened with them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.core.clock import instant
from salesmap.core.table import Table, columns
from salesmap.domain.vocabulary import TIER_SET, TIERS_APPLIED
from salesmap.reports.customer import customers
from salesmap.reports.customer.conditions import CustomerFields
from salesmap.reports.customer.customers import tier_of
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
_CONTACTS = columns("id:int name phone:phone email wechat title")
_LEADS = columns(
    "id:int name stage:key:stage_words status:word value:money currency owner created_at:instant "
    "closed_on:day"
)
_NEEDS = columns("id:int need weight:int covered_by lead")
_TIMELINE = columns("at:instant event:word text actor lead")
_LATEST = 200
"""How many events of the timeline are shown."""


class CustomerDetail(NamedTuple):
    """A customer, and by name the tables of what belongs to it, in the order of its page."""

    customer: Table
    parts: Mapping[str, Table]

    def as_dict(self) -> dict[str, Any]:
        """Return the parts as `customer show --format json` has them."""
        parts = {name: rows.dicts() for name, rows in self.parts.items()}
        return {**self.customer.dicts()[0], **parts}


def detail(
    query: ReportQuery, fields: CustomerFields, customer_id: int, wanted: Sequence[str]
) -> CustomerDetail:
    """Return a customer in full, with the `wanted` ones of its own fields."""
    from salesmap.reports.contract import contracts, payments
    from salesmap.reports.data import attachments
    from salesmap.reports.quote import quotes
    from salesmap.reports.service import ratings, tickets

    connection, today = query.connection, query.clock.today()
    parameters = {"id": customer_id, "lang": query.lang}
    scope = LeadScope(
        filter_sql=" AND l.customer_id = :customer", filter_parameters={"customer": customer_id}
    )

    def own(name: str) -> list[tuple[Any, ...]]:
        return connection.execute(_SQL[name], parameters).fetchall()

    parts = {
        "contacts": Table(_CONTACTS, own("contacts")),
        "needs": Table(_NEEDS, own("needs")),
        "leads": Table(
            _LEADS,
            own("leads"),
            ("id", "name", "stage", "status", "value", "owner"),
            ("stage_words",),
        ),
        "quotes": quotes.find(connection, today, fields.currency, scope=scope)[0],
        "contracts": contracts.find(connection, today, scope=scope).rows,
        "payments": payments.find(connection, scope).rows,
        "tickets": tickets.of_customer(connection, query.clock, customer_id),
        "ratings": ratings.find(connection, customer_id=customer_id).rows,
        "attachments": attachments.of_customer(connection, customer_id),
        "timeline": _timeline(query, customer_id),
    }
    return CustomerDetail(customers.one(fields, customer_id, wanted), parts)


def _timeline(query: ReportQuery, customer_id: int) -> Table:
    """Return what happened on the leads, the papers and the tier of a customer, newest first."""
    from salesmap.reports.lead.paper_events import customer_events
    from salesmap.reports.marketing import referral_events
    from salesmap.reports.service import rating_events, ticket_events

    connection = query.connection
    parameters = {
        "id": customer_id,
        "latest": _LATEST,
        "now": instant(query.clock.now()),
    }
    logged = connection.execute(_SQL["timeline"], parameters).fetchall()
    tiers_set = _tiers_set(connection, customer_id, parameters)
    papers = customer_events(connection, customer_id)
    papers += rating_events.of_customer(connection, customer_id)
    papers += referral_events.of_customer(connection, customer_id)
    papers += ticket_events.of_customer(connection, customer_id)
    papers += connection.execute(_SQL["care"], parameters).fetchall()
    # What is of one moment stands as it happened, read from below.
    happened = sorted([*logged[::-1], *papers, *tiers_set], key=lambda row: row[0])[::-1]
    return Table(_TIMELINE, happened[:_LATEST])


def _tiers_set(
    connection: Connection, customer_id: int, parameters: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """Return when the tier was set, by hand or by rule, and not taken back, the oldest first."""
    changes = connection.execute(_SQL["tier_changes"], parameters).fetchall()
    afterwards = [*(row[5] for row in changes), tier_of(connection, customer_id)][1:]
    events = []
    for (at, what, subject, actor, is_undone, before), after in zip(
        changes, afterwards, strict=True
    ):
        if is_undone or what not in (TIER_SET, TIERS_APPLIED):
            continue
        text = subject if what == TIER_SET else f"{before or '–'} → {after or '–'}"
        events.append((at, "tier", text, actor, None))
    return events
