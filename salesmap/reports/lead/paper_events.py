"""What became of the papers of a lead or a customer, as events of a timeline."""

from collections.abc import Mapping
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.money import money_text
from salesmap.domain.papers.names import paper_name
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

EVENTS = (
    N_("bid"),
    N_("accepted"),
    N_("declined"),
    N_("withdrawn"),
    N_("signed"),
    N_("terminated"),
)
"""What can happen to papers, beside their sending."""


_OF_LEAD = {"of_quotes": "q.lead_id = :id", "of_contracts": "k.lead_id = :id"}
_OF_CUSTOMER = {
    "of_quotes": "q.lead_id IN (SELECT id FROM lead WHERE customer_id = :id)",
    "of_contracts": "k.customer_id = :id",
}


def quote_events(connection: Connection, lead_id: int) -> list[tuple[Any, ...]]:
    """Return (at, event, text, actor) of what was bid and decided on quotes."""
    return [row[:-1] for row in _events(connection, "of_quotes", _OF_LEAD, lead_id)]


def contract_events(connection: Connection, lead_id: int) -> list[tuple[Any, ...]]:
    """Return (at, event, text, actor) of what was signed and terminated."""
    return [row[:-1] for row in _events(connection, "of_contracts", _OF_LEAD, lead_id)]


def customer_events(connection: Connection, customer_id: int) -> list[tuple[Any, ...]]:
    """Return (at, event, text, actor, lead) of all papers of a customer."""
    return [
        row for name in _OF_CUSTOMER for row in _events(connection, name, _OF_CUSTOMER, customer_id)
    ]


def _events(
    connection: Connection, name: str, conditions: Mapping[str, str], id: int
) -> list[tuple[Any, ...]]:
    sql = statements(__file__)[name].replace(f"{{{name[3:]}}}", conditions[name])
    rows = connection.execute(sql, {"id": id}).fetchall()
    return [(at, event, _text(*facts), actor, lead) for at, event, *facts, actor, lead in rows]


def _text(
    number: str | None,
    id: int,
    n: int,
    cents: int | None,
    currency: str,
    who: str | None,
    note: str | None,
) -> str:
    """Return the paper, its version, the amount, and the reason or competitor and the note."""
    name = paper_name(number, id)
    parts = [
        name if n == 1 else f"{name} v{n}",
        None if cents is None else f"{money_text(cents)} {currency}",
        who,
        note,
    ]
    return " · ".join(part for part in parts if part)
