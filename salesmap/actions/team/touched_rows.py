"""Whose the rows are that a change touched: by their own owner, their lead, their customer."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from salesmap.store.unit_of_work import UnitOfWork

CONFIGURATION = frozenset(
    {
        "map_version", "process", "stage", "setting", "rate", "member", "product", "product_link",
        "price", "source_cost",
    }
)  # fmt: skip
"""What holds for everybody: the map, settings, members, products and prices."""
FREE = frozenset(
    {
        "comment", "news", "news_read", "owner_change", "rule_firing", "target", "absence", "lead",
        "notice", "identity",
    }
)  # fmt: skip
"""What reading is enough for, what follows from other changes, and what is checked by itself."""
MONEY = frozenset({"payment", "allocation", "invoice"})
APPROVALS = frozenset({"approval"})
OF_CUSTOMERS = frozenset({"customer", "contact", "ticket", "rating", "care_visit"})
"""What is anybody's where nobody has a lead of the customer."""


class _Source(NamedTuple):
    """How a table's rows `t` belong: in SQL, the lead, the own owner, the customer."""

    lead: str = "NULL"
    owner: str = "NULL"
    customer: str = "NULL"
    joins: str = ""


def _of_quote(quote_id: str) -> _Source:
    return _Source("q.lead_id", "q.owner", joins=f"JOIN quote q ON q.id = {quote_id}")


def _of_contract(contract_id: str) -> _Source:
    joins = f"JOIN contract k ON k.id = {contract_id}"
    return _Source("k.lead_id", "k.owner", "k.customer_id", joins)


_ON_LEAD = _Source("t.lead_id")
_SOURCES = {
    **dict.fromkeys(
        ("lead_tag", "stay", "interaction", "expectation", "lead_check", "form_answer",
         "lead_contact", "need"), _ON_LEAD),
    "followup": _Source("t.lead_id", "t.owner"),
    "quote": _Source("t.lead_id", "t.owner"),
    "quote_version": _of_quote("t.quote_id"),
    "quote_line": _of_quote(
        "(SELECT v.quote_id FROM quote_version v WHERE v.id = t.quote_version_id)"
    ),
    "bid": _of_quote("t.quote_id"),
    "contract": _Source("t.lead_id", "t.owner", "t.customer_id"),
    **dict.fromkeys(
        ("contract_version", "plan_part", "milestone", "payment", "invoice"),
        _of_contract("t.contract_id")),
    "contract_line": _of_contract(
        "(SELECT v.contract_id FROM contract_version v WHERE v.id = t.contract_version_id)"
    ),
    "allocation": _of_contract("(SELECT p.contract_id FROM payment p WHERE p.id = t.payment_id)"),
    "attachment": _Source("t.lead_id", "NULL", "t.customer_id"),
    "ticket": _Source("t.lead_id", "t.owner", "t.customer_id"),
    "ticket_event": _Source(
        "o.lead_id", "o.owner", "o.customer_id", "JOIN ticket o ON o.id = t.ticket_id"
    ),
    "rating": _Source("t.lead_id", "t.owner", "t.customer_id"),
    "care_visit": _Source(customer="t.customer_id"),
    "customer": _Source(customer="t.id"),
    "contact": _Source(customer="t.customer_id"),
    "review_point": _Source(owner="t.owner"),
}  # fmt: skip
_NEW_LEADS = (
    "SELECT n.row_id FROM change_row n"
    " WHERE n.change_id = {change} AND n.table_name = 'lead' AND n.before IS NULL"
)
_TOUCHED = """
SELECT DISTINCT {lead}, {owner}, {customer}, coalesce(l.caretaker, l.owner),
  CASE WHEN r.before IS NULL THEN 1 ELSE 0 END, {was}
FROM change_row r JOIN {table} t ON t.id = r.row_id {joins} LEFT JOIN lead l ON l.id = {lead}
WHERE r.change_id = {change} AND r.table_name = '{table}'
  AND ({lead} IS NULL OR {lead} NOT IN ({new_leads}))
ORDER BY 1, 2, 3, 4, 5, 6
"""
_GONE = """
SELECT r.before FROM change_row r LEFT JOIN {table} t ON t.id = r.row_id
WHERE r.change_id = {change} AND r.table_name = '{table}' AND t.id IS NULL AND r.before IS NOT NULL
ORDER BY r.row_id
"""


class Belonging(NamedTuple):
    """Whose a row is: its lead with who looks after that, its own owners now and before, or else
    its customer."""

    lead_id: int | None
    keeper: str | None
    owners: tuple[str | None, ...]
    customer_id: int | None
    is_new: bool


def belongings(change: UnitOfWork, table: str) -> Iterator[Belonging]:
    """Yield whose the rows are that a change touched in a table, but those of its new leads."""
    source = _SOURCES.get(table)
    if source is None:
        return
    number = int(change.change.id)
    was = "json_extract(r.before, '$.owner')" if source.owner == "t.owner" else "NULL"
    statement = _TOUCHED.format(
        table=table,
        change=number,
        was=was,
        new_leads=_NEW_LEADS.format(change=number),
        **source._asdict(),
    )
    for lead_id, owner, customer_id, keeper, is_new, before in change.sql(statement):
        owners = (before,) if before is not None else (owner,)
        yield Belonging(lead_id, keeper, owners, customer_id, bool(is_new))
    for (state,) in change.sql(_GONE.format(table=table, change=number)):
        yield _gone(change, table, json.loads(state))


def _gone(change: UnitOfWork, table: str, state: dict[str, Any]) -> Belonging:
    """Return whose a row was that is no more."""
    lead_id = state.get("lead_id")
    keepers = change.sql("SELECT coalesce(caretaker, owner) FROM lead WHERE id = ?", lead_id)
    customer = state["id"] if table == "customer" else state.get("customer_id")
    keeper = keepers[0][0] if keepers else None
    owners = (state.get("owner"),)
    return Belonging(lead_id if keepers else None, keeper, owners, customer, False)
