"""Tickets by the references that people type: a number, an id, `x:` and an external id, words.

Words of the customer's name mean its only ticket under way; else words of the ticket's own text.
"""

from typing import Any

from salesmap.core.errors import NotFoundError
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.core.text import one_line
from salesmap.reports.errors import AmbiguousReferenceError
from salesmap.reports.query.like import escape_like
from salesmap.reports.query.references import (
    EXTERNAL,
    Match,
    find_contact,
    find_customer,
    nearest_names,
)
from salesmap.reports.service.states import with_states
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

SERVICE = "service"
"""The source of leads that come of tickets."""
_LONGEST = 60
_SQL = {name: with_states(text) for name, text in statements(__file__).items()}


class TicketNotFoundError(NotFoundError):
    """No ticket is called so. `data`: the nearest `candidates`."""

    code = "ticket_not_found"

    def __init__(self, reference: str, candidates: list[str]) -> None:
        text = _("Ticket {reference!r} not found.").format(reference=reference)
        super().__init__(text, reference=reference, candidates=candidates)


def find_ticket(connection: Connection, reference: str) -> Match:
    """Return the ticket that a reference names; `is_exact` unless it was found by words.

    Raises TicketNotFoundError, AmbiguousReferenceError.
    """
    text = reference.strip()
    if not text:
        raise TicketNotFoundError(reference, [])
    if text.startswith(EXTERNAL):
        found = _rows(connection, "t.external_id = :value", text.removeprefix(EXTERNAL))
    elif text.isascii() and text.isdigit() and int(text) < 2**63:
        found = _rows(connection, "t.id = :value", int(text))
        found = found or _rows(connection, "t.number = :value", text)
    else:
        found = _rows(connection, "t.number = :value", text) or _rows(  # the first by its index
            connection, "lower(t.number) = lower(:value)", text
        )
        if not found and (by_words := _by_words(connection, text, reference)):
            return by_words
    if not found:
        numbers = [number for (number,) in connection.execute(_SQL["numbers"])]
        raise TicketNotFoundError(reference, nearest_names(numbers, text))
    id, number, *_rest = found[0]
    return Match(id, number or str(id), is_exact=True)


def customer_of(connection: Connection, ticket_id: int) -> int:
    """Return the id of the customer of a ticket."""
    return int(connection.execute(_SQL["customer"], {"id": ticket_id}).fetchone()[0])


def party_of(connection: Connection, ticket_id: int) -> tuple[str | None, ...]:
    """Return the customer's name, and the contact's name, phone, email and WeChat."""
    return tuple(connection.execute(_SQL["party"], {"id": ticket_id}).fetchone())


def contact_at(connection: Connection, customer_id: int, reference: str) -> int:
    """Return the id of a contact: the customer's own of this name, else any.

    Raises ContactNotFoundError, AmbiguousReferenceError.
    """
    parameters = {"customer": customer_id, "key": fold(reference)}
    own = connection.execute(_SQL["contact"], parameters).fetchone()
    return int(own[0]) if own else find_contact(connection, reference).id


def _by_words(connection: Connection, text: str, reference: str) -> Match | None:
    """Return the ticket of a customer, or with words of the text."""
    try:
        customer = find_customer(connection, text)
    except NotFoundError:
        pattern = f"%{escape_like(text.lower())}%"
        found = _rows(connection, "lower(t.text) LIKE :value ESCAPE '\\'", pattern)
    else:
        found = _rows(connection, "t.customer_id = :value", customer.id)
    if not found:
        return None
    chosen = [row for row in found if row[-1]] or found[:1]
    if len(chosen) > 1:
        listed = [
            (id, f"{number} {one_line(words)[:_LONGEST]}") for id, number, words, *_more in chosen
        ]
        raise AmbiguousReferenceError("ticket", reference, listed)
    return Match(chosen[0][0], chosen[0][1] or str(chosen[0][0]), is_exact=False)


def _rows(connection: Connection, condition: str, value: Any) -> list[tuple[Any, ...]]:
    sql = _SQL["tickets"].replace("{condition}", condition)
    return connection.execute(sql, {"value": value}).fetchall()
