"""What happened on tickets, as events of a customer's timeline."""

from typing import Any

from salesmap.core.i18n import N_
from salesmap.domain.service.words import ticket_word
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

EVENT = N_("ticket")


def of_customer(connection: Connection, customer_id: int) -> list[tuple[Any, ...]]:
    """Return (at, event, text, actor, lead) of what happened on the tickets of a customer."""
    rows = connection.execute(statements(__file__)["of_customer"], {"id": customer_id}).fetchall()
    return [
        (at, EVENT, _text(number, kind, text), actor, None)
        for at, kind, number, text, actor, *_order in rows
    ]


def _text(number: str | None, kind: str, text: str | None) -> str:
    """Return the ticket, what happened, and the note."""
    parts = (number, ticket_word(kind), " ".join((text or "").split()))
    return " · ".join(part for part in parts if part)
