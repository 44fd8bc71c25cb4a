"""The events of a change that rules can act on, read from its entry in the journal."""

import json
from collections.abc import Iterator
from typing import Any

from salesmap.actions.service.newest_lead import newest_lead
from salesmap.domain.map.automation.event import Event
from salesmap.store.unit_of_work import UnitOfWork

_NEW = "r.before IS NULL"
_NEWEST_VERSION = (
    "JOIN contract_version v ON v.id ="
    " (SELECT max(o.id) FROM contract_version o WHERE o.contract_id = t.id)"
)
_TOUCHED = """
SELECT {columns}, r.before FROM change_row r JOIN {table} t ON t.id = r.row_id {joined}
WHERE r.change_id = ? AND r.table_name = '{table}' AND {condition} ORDER BY t.id
"""


def events_of(change: UnitOfWork) -> list[Event]:
    """Return the events of a change in the order of the map's words for them."""
    touched = tables_of(change)
    return [event for table, find in _FINDERS.items() if table in touched for event in find(change)]


def tables_of(change: UnitOfWork) -> set[str]:
    """Return the tables whose records a change touched."""
    query = "SELECT DISTINCT table_name FROM change_row WHERE change_id = ?"
    return {table for (table,) in change.sql(query, change.change.id)}


def _entered(change: UnitOfWork) -> Iterator[Event]:
    rows = _touched(change, "stay", "t.id, t.lead_id", f"{_NEW} AND t.left_at IS NULL")
    for stay, lead, _before in rows:
        yield Event("stage", f"stay:{stay}", lead)


def _closed(change: UnitOfWork) -> Iterator[Event]:
    rows = _touched(change, "lead", "t.id, t.status, t.closed_at", "t.status IN ('won', 'lost')")
    for lead, status, at, before in rows:
        if before is None or json.loads(before)["status"] != status:
            yield Event(status, f"lead:{lead}:{at}", lead)


def _sent(change: UnitOfWork) -> Iterator[Event]:
    joined = "JOIN quote q ON q.id = t.quote_id"
    condition = "t.sent_at IS NOT NULL"
    columns = "t.id, q.lead_id, t.total_cents, q.currency, t.list_total_cents, t.charged_cents, t.n"
    rows = _touched(change, "quote_version", columns, condition, joined)
    if rows:
        from fractions import Fraction
    for version, lead, total, currency, listed, charged, n, before in rows:
        if before is None or json.loads(before)["sent_at"] is None:
            rate = 1 - Fraction(charged, listed) if listed else Fraction(0)
            facts = {
                "total": (total, currency),
                "discount_rate": rate,
                "round": n,
            }
            yield Event("quote_sent", f"quote_version:{version}", lead, facts=facts)


def _signed(change: UnitOfWork) -> Iterator[Event]:
    columns = "t.id, t.lead_id, t.customer_id, v.amount_cents, t.currency"
    rows = _touched(change, "contract", columns, "t.signed_at IS NOT NULL", _NEWEST_VERSION)
    for contract, lead, customer, cents, currency, before in rows:
        if before is None or json.loads(before)["signed_at"] is None:
            of = lead or _lead_of(change, customer)
            facts = {"amount": (cents, currency)}
            yield Event("contract_signed", f"contract:{contract}", of, customer, facts)


def _opened(change: UnitOfWork) -> Iterator[Event]:
    joined = "LEFT JOIN contract k ON k.id = t.contract_id"
    columns = "t.id, t.customer_id, k.lead_id, t.priority, t.kind, t.text"
    for ticket, customer, lead, priority, kind, text, _before in _touched(
        change, "ticket", columns, _NEW, joined
    ):
        of = lead or _lead_of(change, customer)
        facts = {"priority": priority, "kind": kind, "text": text}
        yield Event("ticket_opened", f"ticket:{ticket}", of, customer, facts)


def _paid(change: UnitOfWork) -> Iterator[Event]:
    joined = "JOIN contract k ON k.id = t.contract_id"
    columns = "t.id, k.lead_id, k.customer_id, t.amount_cents, k.currency"
    condition = f"{_NEW} AND t.amount_cents > 0"
    for payment, lead, customer, cents, currency, _before in _touched(
        change, "payment", columns, condition, joined
    ):
        of = lead or _lead_of(change, customer)
        yield Event("payment", f"payment:{payment}", of, customer, {"amount": (cents, currency)})


TABLES = {
    "stage": "stay",
    "won": "lead",
    "lost": "lead",
    "quote_sent": "quote_version",
    "contract_signed": "contract",
    "ticket_opened": "ticket",
    "payment": "payment",
}
"""Where the facts of an event lie."""

_FINDERS = {
    "stay": _entered,
    "lead": _closed,
    "quote_version": _sent,
    "contract": _signed,
    "ticket": _opened,
    "payment": _paid,
}


def _touched(
    change: UnitOfWork, table: str, columns: str, condition: str, joined: str = ""
) -> list[tuple[Any, ...]]:
    """Return columns of the rows of a table that a change touched, with what they were before."""
    sql = _TOUCHED.format(columns=columns, table=table, joined=joined, condition=condition)
    return change.sql(sql, change.change.id)


def _lead_of(change: UnitOfWork, customer_id: int | None) -> int | None:
    """Return the newest open or won lead of a customer, open ones first."""
    lead = newest_lead(change, customer_id) if customer_id else None
    return lead.id if lead and lead.status in ("open", "won") else None
